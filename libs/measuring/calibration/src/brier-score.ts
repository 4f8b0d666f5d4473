import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/**
 * Brier score: mean squared difference of score and outcome. Least for the true probabilities.
 * @returns in [0, 1]; NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 1950
 */
export function brierScore(outcomes: ScoredOutcomes): number {
  const count = countOutcomes(outcomes);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (outcomes.scores[i]! - outcomes.right[i]!) ** 2;
  return sum / count;
}
