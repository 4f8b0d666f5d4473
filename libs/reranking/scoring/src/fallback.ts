import { type Probability, productScore, sigmoid, type UpstreamScores } from '@tiebreak/interpretation';

/** A Platt curve over the log of the upstream product: sigmoid(slope * ln(domain * intent * ner) + intercept). */
export interface FallbackCurve {
  readonly slope: number;
  readonly intercept: number;
}

/** Products below this are taken for it, so that their logarithm is finite. */
const SMALLEST_PRODUCT = 1e-12;

/** ln(domain * intent * ner), at least ln 1e-12. */
export function logProductScore(scores: UpstreamScores): number {
  return Math.log(Math.max(productScore(scores), SMALLEST_PRODUCT));
}

/**
 * Probability that a hypothesis is right, from its upstream scores alone: for when its domain's re-ranker is late or down.
 * Worse than the re-ranker, but still a probability. It follows the upstream NLU, not the re-ranker.
 */
export function fallbackScore({ slope, intercept }: FallbackCurve, scores: UpstreamScores): Probability {
  return sigmoid(slope * logProductScore(scores) + intercept);
}
