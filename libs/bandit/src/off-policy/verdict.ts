import type { Estimate } from './ratio-of-sums';

/** What a log says of a policy beside the one that made it. */
export type Verdict = 'better' | 'worse' | 'undecided' | 'insufficient';

/** How much a log must hold of what the judged policy does, before anything is said of it. */
export const ENOUGH = {
  /** Effective number of choices with a reward. */
  rewardedSampleSize: 50,
  /** Share of all weight that a single choice may carry. */
  largestWeightShare: 0.05,
  /** Standard errors that the mean weight may lie from 1, which it is when propensities are right. */
  meanWeightErrors: 2,
} as const;

/** How much of a log tells of the judged policy. */
export interface Support {
  /** Effective number of choices: (sum w)^2 / sum w^2 (Kish 1965). */
  readonly sampleSize: number;
  /** The same over w times reward. */
  readonly rewardedSampleSize: number;
  readonly largestWeight: number;
  readonly largestWeightShare: number;
  readonly meanWeight: Pick<Estimate, 'value' | 'standardError'>;
}

/** Whether the log carries a verdict at all. */
export function isEnough({ rewardedSampleSize, largestWeightShare, meanWeight }: Support): boolean {
  return (
    rewardedSampleSize >= ENOUGH.rewardedSampleSize &&
    largestWeightShare <= ENOUGH.largestWeightShare &&
    Math.abs(meanWeight.value - 1) <= ENOUGH.meanWeightErrors * meanWeight.standardError
  );
}

/** @param difference the judged policy's value minus the logging policy's, paired by impression */
export function verdictOf(support: Support, difference: Estimate): Verdict {
  if (!isEnough(support)) return 'insufficient';
  if (difference.lower > 0) return 'better';
  return difference.upper < 0 ? 'worse' : 'undecided';
}
