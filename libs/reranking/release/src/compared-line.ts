import { lineOutcome, type LineOutcome, type RankedIndex } from '@tiebreak/evaluation';
import type { Interpretation, ReferenceUtterance } from '@tiebreak/interpretation';

/** What the merge of all domains made of a line, with one bundle of the judged domain in it. */
export interface MergedLine {
  readonly winner: Interpretation;
  readonly outcome: LineOutcome;
}

/** One line under the incumbent and under the candidate, everything else being equal. */
export interface ComparedLine {
  readonly id: string;
  readonly utterance: string;
  readonly truth: Interpretation;
  readonly incumbent: MergedLine;
  readonly candidate: MergedLine;
  /** Present when there is a last major release to compare with; then every line has it. */
  readonly lastMajor?: MergedLine;
}

/** What a candidate is compared with. */
export type Against = 'incumbent' | 'lastMajor';

/** As it stands in a sentence. */
export const NAME_OF: Readonly<Record<Against, string>> = {
  incumbent: "the incumbent's",
  lastMajor: "the last major release's",
};

/** What the candidate is compared with on a line. @throws RangeError when the line was not merged with it */
export function other(line: ComparedLine, against: Against): MergedLine {
  const merged = line[against];
  if (merged === undefined)
    throw new RangeError('expected every line merged with the last major release, got one without');
  return merged;
}

/** The merged rankings of a line, best first. */
export interface Rankings {
  readonly incumbent: readonly RankedIndex[];
  readonly candidate: readonly RankedIndex[];
  readonly lastMajor?: readonly RankedIndex[];
}

/** Compares a line's rankings with its truth. @returns undefined when nothing was ranked */
export function compareLine(line: ReferenceUtterance, rankings: Rankings): ComparedLine | undefined {
  const { id, utterance, truth } = line;
  const incumbent = mergedLine(line, rankings.incumbent);
  const candidate = mergedLine(line, rankings.candidate);
  if (incumbent === undefined || candidate === undefined) return undefined;
  const lastMajor = rankings.lastMajor && mergedLine(line, rankings.lastMajor);
  return { id, utterance, truth, incumbent, candidate, ...(lastMajor === undefined ? {} : { lastMajor }) };
}

function mergedLine(line: ReferenceUtterance, ranked: readonly RankedIndex[]): MergedLine | undefined {
  const outcome = lineOutcome(line, ranked);
  return outcome === undefined ? undefined : { winner: line.hypotheses[ranked[0]!.index]!, outcome };
}
