import {
  byScore,
  type LabelledUtterance,
  productScore,
  type ReferenceUtterance,
  sameInterpretation,
} from '@tiebreak/interpretation';
import { compareInterpretations, inDomain, type InterpretationErrors } from '@tiebreak/semer';

/** A hypothesis of a line by its position there, with the score it was given. */
export interface RankedIndex {
  readonly index: number;
  readonly score: number;
}

/** What a data line's ranking came to, reduced to what the metrics look at. */
export interface LineOutcome {
  /** Score of the top hypothesis, in [0, 1]. */
  readonly topScore: number;
  /** 1 when the top hypothesis is entirely right. */
  readonly topRight: 0 | 1;
  /** Errors of the top hypothesis; absent when no domain serves the utterance. */
  readonly errors?: InterpretationErrors;
  /** Every ranked hypothesis, by domain. */
  readonly hypotheses: readonly { readonly domain: string; readonly score: number; readonly right: 0 | 1 }[];
}

/** The unweighted baseline R0: all hypotheses by domain * intent * ner as it comes, equals in line order. */
export function rankByProduct(line: LabelledUtterance): RankedIndex[] {
  return byScore(line.hypotheses.map(({ scores }, index) => ({ index, score: productScore(scores) })));
}

/** Compares a ranking, best first, with the truth. @returns undefined when nothing was ranked */
export function lineOutcome(line: ReferenceUtterance, ranked: readonly RankedIndex[]): LineOutcome | undefined {
  const top = ranked[0];
  if (top === undefined) return undefined;
  const chosen = line.hypotheses[top.index]!;
  const right = (index: number): 0 | 1 => (sameInterpretation(line.hypotheses[index]!, line.truth) ? 1 : 0);
  return {
    topScore: top.score,
    topRight: right(top.index),
    ...(inDomain(line.truth) ? { errors: compareInterpretations(chosen, line.truth) } : {}),
    hypotheses: ranked.map(({ index, score }) => ({
      domain: line.hypotheses[index]!.domain,
      score,
      right: right(index),
    })),
  };
}
