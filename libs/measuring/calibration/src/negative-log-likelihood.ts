import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** Keeps one certain error from being infinitely bad: it costs 27.6 nats. */
const LEAST = 1e-12;

/**
 * Mean negative log-likelihood of the outcomes, in nats; scores are first clipped to [1e-12, 1 - 1e-12].
 * @returns in [0, 27.7]; NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1
 * @see Good, "Rational Decisions", JRSS B 1952
 */
export function negativeLogLikelihood(outcomes: ScoredOutcomes): number {
  const count = countOutcomes(outcomes);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += surprise(outcomes.scores[i]!, outcomes.right[i]!);
  return sum / count;
}

/** What one outcome costs, in nats. */
export function surprise(score: number, right: number): number {
  const clipped = Math.min(Math.max(score, LEAST), 1 - LEAST);
  return -Math.log(right === 1 ? clipped : 1 - clipped);
}
