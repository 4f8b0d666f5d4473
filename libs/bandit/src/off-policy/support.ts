import type { Support } from './verdict';

/**
 * How much weighted choices tell.
 * @param rewards of each, in [0, 1]
 * @param meanWeight as it was estimated, with its error
 */
export function supportOf(
  weights: Float64Array,
  rewards: ArrayLike<number>,
  meanWeight: Support['meanWeight'],
): Support {
  const rewarded = weights.map((weight, i) => weight * rewards[i]!);
  const total = sum(weights);
  const largestWeight = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return {
    sampleSize: effectiveSize(weights),
    rewardedSampleSize: effectiveSize(rewarded),
    largestWeight,
    largestWeightShare: total === 0 ? 1 : largestWeight / total,
    meanWeight,
  };
}

/** Kish's effective sample size; 0 when nothing weighs anything. */
function effectiveSize(weights: Float64Array): number {
  const squares = sum(weights.map((weight) => weight * weight));
  return squares === 0 ? 0 : sum(weights) ** 2 / squares;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
