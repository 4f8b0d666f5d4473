import type { Interpretation } from '@tiebreak/interpretation';
import type { ComparedLine, MergedLine } from '../src/compared-line';

const meaning = (intent: string): Interpretation => ({ domain: 'Music', intent, slots: [] });
const MEANT = meaning('Play');

/** What a merge made of a line of two reference labels, of which `edits` are wrong in its winner, Music's only reading. */
export function merged(edits: number, score = 0.5): MergedLine {
  const right = edits === 0 ? 1 : 0;
  return {
    winner: right === 1 ? MEANT : meaning('Rate'),
    outcome: {
      topScore: score,
      topRight: right,
      errors: { edits, labels: 2, intentWrong: right === 0, domainWrong: false },
      hypotheses: [{ domain: 'Music', score, right }],
    },
  };
}

/** A line under incumbent and candidate. */
export function compared(incumbent: MergedLine, candidate: MergedLine, id = 'u', lastMajor?: MergedLine): ComparedLine {
  const line = { id, utterance: `words of ${id}`, truth: MEANT, incumbent, candidate };
  return lastMajor === undefined ? line : { ...line, lastMajor };
}

/** `count` lines with the label edits of incumbent and candidate, numbered from `name` 0 on. */
export function repeated(count: number, incumbent: number, candidate: number, name = 'u'): ComparedLine[] {
  return Array.from({ length: count }, (_, i) => compared(merged(incumbent), merged(candidate), `${name}${i}`));
}
