import { type Interval, normalQuantile } from '@tiebreak/statistics';
import { surprise } from './negative-log-likelihood';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

export interface MeanLossOptions {
  /** Share of intervals that hold the true mean, in (0, 1); .95 when left out. */
  readonly level?: number;
  /**
   * The unit that each outcome belongs to, parallel to the outcomes: outcomes of one unit (hypotheses of an utterance)
   * may depend on each other, units may not. Every outcome is its own unit when left out.
   */
  readonly units?: ArrayLike<number | string>;
}

/**
 * Interval for the Brier score by the normal approximation, from the variance between units.
 *
 * Valid from some 100 units. Both proper scores are means of bounded losses, so the central limit theorem holds for
 * them, as it does not for ECE, adaptive or smooth ECE: those belong beside a `noiseFloor`.
 * @returns both ends NaN with fewer than two units
 * @throws RangeError when an outcome is not a probability with 0 or 1, `level` is not in (0, 1), or there are not as
 *   many units as outcomes
 * @see Bradley, Schwartz & Hashino, "Sampling Uncertainty and Confidence Intervals for the Brier Score", Weather and
 *   Forecasting 2008; over units as in Liang & Zeger, Biometrika 1986
 */
export function brierInterval(outcomes: ScoredOutcomes, options: MeanLossOptions = {}): Interval {
  return meanLossInterval(outcomes, (score, right) => (score - right) ** 2, options);
}

/**
 * Interval for the mean negative log-likelihood, as `brierInterval`; in nats. One outcome that had a score of almost 0
 * weighs as much as a thousand others: with such in the data it is too short below several hundred units.
 * @returns both ends NaN with fewer than two units
 * @throws RangeError as `brierInterval`
 */
export function negativeLogLikelihoodInterval(outcomes: ScoredOutcomes, options: MeanLossOptions = {}): Interval {
  return meanLossInterval(outcomes, surprise, options);
}

function meanLossInterval(
  outcomes: ScoredOutcomes,
  loss: (score: number, right: number) => number,
  { level = 0.95, units }: MeanLossOptions,
): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`expected a level in (0, 1), got ${level}`);
  const count = countOutcomes(outcomes);
  if (units !== undefined && units.length !== count)
    throw new RangeError(`expected a unit for each of ${count} outcomes, got ${units.length}`);
  const losses = Float64Array.from({ length: count }, (_, i) => loss(outcomes.scores[i]!, outcomes.right[i]!));
  const mean = losses.reduce((sum, value) => sum + value, 0) / count;
  const excesses = new Map<number | string, number>();
  losses.forEach((value, i) => {
    const unit = units?.[i] ?? i;
    excesses.set(unit, (excesses.get(unit) ?? 0) + value - mean);
  });
  const squares = [...excesses.values()].reduce((sum, excess) => sum + excess * excess, 0);
  if (excesses.size < 2) return [NaN, NaN];
  const error = Math.sqrt((squares * excesses.size) / (excesses.size - 1)) / count;
  const reach = normalQuantile((1 + level) / 2) * error;
  return [mean - reach, mean + reach];
}
