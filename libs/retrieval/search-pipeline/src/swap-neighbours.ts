import type { NeighbourSwap } from '@tiebreak/feedback';
import { seededRandom } from '@tiebreak/statistics';

/** How often two neighbours of a list are exchanged, so that the log tells what their places do from what they are. */
export interface SwapOptions {
  /** Share of searches in which two results are exchanged, in [0, 0.5]; in as many they could have been, and stay. */
  readonly share: number;
  /** A whole number, new for every search. */
  readonly seed: () => number;
}

/** A list as it is shown. */
export interface ShownOrder {
  readonly order: readonly number[];
  /** Absent when no coin was thrown. */
  readonly swap?: NeighbourSwap;
}

/**
 * Throws, for twice the share of searches, a fair coin on whether two neighbours, drawn alike, are exchanged: RandPair.
 * @see Joachims, Swaminathan & Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017
 * @throws RangeError when the share is not in [0, 0.5]
 */
export function swapNeighbours(order: readonly number[], { share, seed }: SwapOptions): ShownOrder {
  if (!(share >= 0 && share <= 0.5)) throw new RangeError(`share: expected a number in [0, 0.5], got ${share}`);
  if (order.length < 2 || share === 0) return { order };
  const random = seededRandom(seed());
  if (random.uniform() >= 2 * share) return { order };
  const place = 1 + random.integer(order.length - 1);
  const swapped = random.uniform() < 0.5;
  const shown = [...order];
  if (swapped) [shown[place - 1], shown[place]] = [shown[place]!, shown[place - 1]!];
  return { order: shown, swap: { place, swapped } };
}
