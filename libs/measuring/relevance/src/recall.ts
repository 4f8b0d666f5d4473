import { places } from './cutoff';
import { checkRelevant } from './relevant';

/**
 * Recall: the share of all relevant items that the first places hold.
 * @param ranked whether each item is relevant, the first place first; an item that nobody has judged is not
 * @param relevant how many items are, those that the ranking lacks included
 * @param cutoff the first so many places count; all when left out. With fewer places than relevant items it cannot
 *   reach 1.
 * @returns in [0, 1]; NaN when nothing is relevant: leave such queries out of a mean
 * @throws RangeError when `relevant` or `cutoff` is no count, or the ranking holds more relevant items
 * @see Manning, Raghavan & Schütze, "Introduction to Information Retrieval", 2008, chapter 8
 */
export function recall(ranked: readonly boolean[], relevant: number, cutoff = Infinity): number {
  checkRelevant(ranked, relevant);
  return ranked.slice(0, places(ranked, cutoff)).filter(Boolean).length / relevant;
}
