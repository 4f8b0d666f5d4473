import { LIMITS, type SlotValue } from '@tiebreak/interpretation';

/**
 * The words that a decided hypothesis is searched by: those of its slots, without what only asks ("play", "find me"), so
 * that the same wish is remembered as the same query; all that was said when it has no slots, or too long ones.
 */
export function wordsToFind(slots: readonly Pick<SlotValue, 'value'>[], utterance: string): string {
  const words = slots.map(({ value }) => value).join(' ');
  return words === '' || words.length > LIMITS.text ? utterance : words;
}
