import { logit } from '@tiebreak/interpretation';
import { fitLogistic } from './logistic-regression';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** logit P(right) = slope * logit(score) + intercept. */
export interface CalibrationSlope {
  /** 1 when calibrated, below 1 when scores are too extreme, above 1 when they are too timid. */
  readonly slope: number;
  /** In log-odds; 0 when calibrated, below 0 when scores are too high where they say 1/2. */
  readonly intercept: number;
}

/**
 * Logistic fit of the outcomes on the scores' log-odds, by plain maximum likelihood. Scores of 0 and 1 count as
 * log-odds of -36 and 36.
 * @returns NaN for both where no finite fit is the best one: no outcomes, outcomes of one class only, equal scores,
 *   or a threshold on the scores that separates the classes
 * @throws RangeError when an outcome is not a probability with 0 or 1
 * @see Cox, "Two Further Applications of a Model for Binary Regression", Biometrika 1958
 */
export function calibrationSlope(outcomes: ScoredOutcomes): CalibrationSlope {
  const count = countOutcomes(outcomes);
  const logOdds = new Float64Array(count);
  for (let i = 0; i < count; i++) logOdds[i] = logit(outcomes.scores[i]!);
  const right = Float64Array.from(outcomes.right);
  if (!overlap(logOdds, right)) return { slope: NaN, intercept: NaN };
  const { weights } = fitLogistic([logOdds, new Float64Array(count).fill(1)], right);
  return { slope: weights[0]!, intercept: weights[1]! };
}

/** Whether the ranges of the two classes overlap in more than one point, without which no finite fit exists. */
function overlap(logOdds: Float64Array, right: Float64Array): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < right.length; i++) {
    const outcome = right[i]!;
    low[outcome] = Math.min(low[outcome]!, logOdds[i]!);
    high[outcome] = Math.max(high[outcome]!, logOdds[i]!);
  }
  return low[0]! < high[1]! && low[1]! < high[0]!;
}
