import type { WorstLine } from '@tiebreak/report/contents';
import type { Received } from './received';

/** What a reader looks for among lines; what is empty narrows nothing. */
export interface LineQuery {
  /** Words that all have to be in the utterance, whatever their case and order. */
  readonly words: string;
  /** The domain that was meant. */
  readonly meant: string;
  /** The domain that was chosen. */
  readonly chosen: string;
}

/** The lines that fit, in their order. */
export function findLines<Line extends Received<WorstLine>>(
  lines: readonly Line[],
  { words, meant, chosen }: LineQuery,
): Line[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ utterance, truth, winner }) => {
    const text = (utterance ?? '').toLowerCase();
    return (
      wanted.every((word) => text.includes(word)) &&
      (meant === '' || truth?.domain === meant) &&
      (chosen === '' || winner?.domain === chosen)
    );
  });
}
