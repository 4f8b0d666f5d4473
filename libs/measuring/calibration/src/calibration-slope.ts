import { logit } from '@tiebreak/interpretation';
import { fitLine, type FittedLine } from './logistic-line';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/**
 * logit P(right) = slope * logit(score) + intercept.
 *
 * The slope is 1 when calibrated, below 1 when scores are too extreme, above 1 when they are too timid. The intercept,
 * in log-odds, is 0 when calibrated, below 0 when scores are too high where they say 1/2. The p-values are of (1, 0).
 */
export type CalibrationSlope = FittedLine;

/**
 * Logistic fit of the outcomes on the scores' log-odds, by plain maximum likelihood, with the joint test of slope 1 and
 * intercept 0. Scores of 0 and 1 count as log-odds of -36 and 36.
 *
 * Errors, intervals and tests take the outcomes for independent: give one an utterance (a domain's top hypothesis, or
 * the merged winner), not all hypotheses. They hold from some 100 outcomes of the rarer class; a calibrated model is
 * then rejected about as often as the level says.
 * @param level of the two intervals, in (0, 1)
 * @returns NaN, but for the score test, where no finite fit is the best one: no outcomes, outcomes of one class only,
 *   equal scores, or a threshold on the scores that separates the classes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `level` is not in (0, 1)
 * @see Cox, "Two Further Applications of a Model for Binary Regression", Biometrika 1958; Miller, Hui & Tierney,
 *   "Validation Techniques for Logistic Regression Models", Statistics in Medicine 1991, for the joint test
 */
export function calibrationSlope(outcomes: ScoredOutcomes, level = 0.95): CalibrationSlope {
  if (!(level > 0 && level < 1)) throw new RangeError(`expected a level in (0, 1), got ${level}`);
  const count = countOutcomes(outcomes);
  const logOdds = new Float64Array(count);
  for (let i = 0; i < count; i++) logOdds[i] = logit(outcomes.scores[i]!);
  return fitLine(logOdds, Float64Array.from(outcomes.right), { slope: 1, intercept: 0 }, level);
}
