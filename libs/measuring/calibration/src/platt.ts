import { fitLogistic } from './logistic-regression';
import { checkTraining, smoothedTargets } from './training-outcomes';

/** Calibrated log-odds = slope * log-odds + intercept. */
export interface PlattCalibrator {
  readonly kind: 'platt';
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt scaling, fitted by maximum likelihood to smoothed targets, so that it is finite on separable data too.
 * The slope may come out negative when higher scores are right less often.
 * @param logOdds finite, in any scale
 * @param right 0 or 1, both present, parallel to `logOdds`
 * @throws Error when lengths differ, a log-odds is not finite, there are no data or one class only
 * @see Platt, "Probabilistic Outputs for Support Vector Machines", 1999; Lin, Lin & Weng, Machine Learning 2007
 */
export function fitPlatt(logOdds: ArrayLike<number>, right: ArrayLike<number>): PlattCalibrator {
  checkTraining('fitPlatt', logOdds, right);
  const columns = [Float64Array.from(logOdds), new Float64Array(logOdds.length).fill(1)];
  const { weights } = fitLogistic(columns, smoothedTargets(right));
  return { kind: 'platt', slope: weights[0]!, intercept: weights[1]! };
}
