import { places } from './cutoff';
import { checkRelevant } from './relevant';

/**
 * Average precision: at each place that holds a relevant item, the share of relevant ones so far; summed, and divided
 * by the number of all relevant items. Its mean over queries is MAP.
 *
 * Items of equal score stand as they are given.
 * @param ranked whether each item is relevant, the first place first; an item that nobody has judged is not
 * @param relevant how many items are, those that the ranking lacks included: each of them adds 0
 * @param cutoff the first so many places count; all when left out. The divisor stays, as in TREC's map_cut.
 * @returns in [0, 1]; NaN when nothing is relevant: leave such queries out of a mean
 * @throws RangeError when `relevant` or `cutoff` is no count, or the ranking holds more relevant items
 * @see Buckley & Voorhees, "Evaluating Evaluation Measure Stability", SIGIR 2000
 */
export function averagePrecision(ranked: readonly boolean[], relevant: number, cutoff = Infinity): number {
  checkRelevant(ranked, relevant);
  const end = places(ranked, cutoff);
  let found = 0;
  let sum = 0;
  for (let i = 0; i < end; i++) if (ranked[i]) sum += ++found / (i + 1);
  return sum / relevant;
}
