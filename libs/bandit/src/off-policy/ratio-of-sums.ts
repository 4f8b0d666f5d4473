import { normalQuantile, quantile, type Random } from '@tiebreak/statistics';

/** A number estimated from a log. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Confidence interval. */
  readonly lower: number;
  readonly upper: number;
}

/** What each impression adds to the two sums of which an estimate is the ratio. */
export interface Sums {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
  /** Where the ratio can lie at all. */
  readonly range: readonly [least: number, most: number];
}

export interface IntervalOptions {
  readonly random: Random;
  /** Of the intervals, in (0, 1). */
  readonly confidence: number;
  /** Resamples of the bootstrap. */
  readonly resamples: number;
}

/**
 * Ratios of sums over the same independent impressions, with their intervals by the studentized bootstrap: impressions are
 * drawn anew, and an estimate's distance from the first in its own standard errors says how far to go to either side.
 * Rewards are rare and weights have long tails, so that an interval as long to the left as to the right would miss too
 * often. A resample without variance says nothing of distances; when most are so, the interval is the normal one.
 * @see Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 12.5
 */
export function ratiosOfSums(
  sums: readonly Sums[],
  { random, confidence, resamples }: IntervalOptions,
): readonly Estimate[] {
  const count = sums[0]!.numerators.length;
  const firsts = sums.map((each) => ratioOfSums(each));
  const distances = sums.map((): number[] => []);
  const drawn = new Int32Array(count);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < count; i++) drawn[i] = random.integer(count);
    sums.forEach((each, k) => {
      const { value, standardError } = ratioOfSums(each, drawn);
      if (standardError > 0) distances[k]!.push((value - firsts[k]!.value) / standardError);
    });
  }
  const tail = (1 - confidence) / 2;
  const normal = normalQuantile(1 - tail);
  return firsts.map(({ value, standardError }, k) => {
    const [low, high] =
      distances[k]!.length < resamples / 2
        ? [-normal, normal]
        : [quantile(distances[k]!, tail), quantile(distances[k]!, 1 - tail)];
    const [least, most] = sums[k]!.range;
    const within = (bound: number): number => Math.min(most, Math.max(least, bound));
    return {
      value,
      standardError,
      lower: within(value - high * standardError),
      upper: within(value - low * standardError),
    };
  });
}

/**
 * A ratio of sums and its standard error by the delta method.
 * @param drawn impressions that count, each as often as it is named; all of them once when left out
 */
export function ratioOfSums(
  { numerators, denominators }: Sums,
  drawn?: Int32Array,
): Pick<Estimate, 'value' | 'standardError'> {
  const count = numerators.length;
  let [tops, bottoms, topSquares, products, bottomSquares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const which = drawn === undefined ? i : drawn[i]!;
    const [top, bottom] = [numerators[which]!, denominators[which]!];
    tops += top;
    bottoms += bottom;
    topSquares += top * top;
    products += top * bottom;
    bottomSquares += bottom * bottom;
  }
  const value = tops / bottoms;
  // The sum of (top - value bottom)^2; rounding may take it below 0.
  const squares = Math.max(0, topSquares - 2 * value * products + value * value * bottomSquares);
  return { value, standardError: Math.sqrt((squares * count) / (count - 1)) / bottoms };
}
