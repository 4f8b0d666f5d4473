import { places } from './cutoff';

/**
 * One over the place of the first relevant item: 1, 1/2, 1/3, ... Its mean over queries is MRR.
 *
 * Items of equal score stand as they are given.
 * @param ranked whether each item is relevant, the first place first; an item that nobody has judged is not
 * @param cutoff the first so many places count; all when left out
 * @returns in [0, 1]; 0 when no place that counts holds a relevant item
 * @throws RangeError when `cutoff` is no count
 * @see Voorhees, "The TREC-8 Question Answering Track Report", 1999
 */
export function reciprocalRank(ranked: readonly boolean[], cutoff = Infinity): number {
  const first = ranked.slice(0, places(ranked, cutoff)).indexOf(true);
  return first < 0 ? 0 : 1 / (first + 1);
}
