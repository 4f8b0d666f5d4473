import { softplus } from '@tiebreak/interpretation';
import { fitLogistic } from './logistic-regression';
import { checkTraining, smoothedTargets } from './training-outcomes';

/** Calibrated log-odds = a ln p - b ln(1 - p) + c, where p = sigmoid(log-odds). */
export interface BetaCalibrator {
  readonly kind: 'beta';
  /** At least 0: how low scores bend. */
  readonly a: number;
  /** At least 0: how high scores bend. */
  readonly b: number;
  readonly c: number;
}

/** Calibrated log-odds; written so that neither end loses precision. */
export function betaLogOdds({ a, b, c }: BetaCalibrator, logOdds: number): number {
  return b * softplus(logOdds) - a * softplus(-logOdds) + c;
}

/**
 * Beta calibration: Platt scaling with a slope for each end, which the identity is a case of (a = b = 1, c = 0).
 *
 * Fitted by maximum likelihood under a, b >= 0, so that it never falls. We differ from the paper in Platt's smoothed
 * targets, which keep the fit finite on separable data.
 * @param logOdds finite
 * @param right 0 or 1, both present, parallel to `logOdds`
 * @throws Error when lengths differ, a log-odds is not finite, there are no data or one class only
 * @see Kull, Silva Filho & Flach, "Beta Calibration", AISTATS 2017
 */
export function fitBeta(logOdds: ArrayLike<number>, right: ArrayLike<number>): BetaCalibrator {
  checkTraining('fitBeta', logOdds, right);
  const targets = smoothedTargets(right);
  const low = Float64Array.from(logOdds, (x) => -softplus(-x));
  const high = Float64Array.from(logOdds, (x) => softplus(x));
  const ones = new Float64Array(logOdds.length).fill(1);

  const free = fitLogistic([low, high, ones], targets).weights;
  if (free[0]! >= 0 && free[1]! >= 0) return { kind: 'beta', a: free[0]!, b: free[1]!, c: free[2]! };

  // The loss is convex: when its optimum lies outside, the constrained one is the best of the border.
  const alongA = fitLogistic([low, ones], targets);
  const alongB = fitLogistic([high, ones], targets);
  const corner = fitLogistic([ones], targets);
  const border = [
    { a: alongA.weights[0]!, b: 0, c: alongA.weights[1]!, loss: alongA.loss },
    { a: 0, b: alongB.weights[0]!, c: alongB.weights[1]!, loss: alongB.loss },
    { a: 0, b: 0, c: corner.weights[0]!, loss: corner.loss },
  ];
  const { a, b, c } = border
    .filter((point) => point.a >= 0 && point.b >= 0)
    .reduce((best, point) => (point.loss < best.loss ? point : best));
  return { kind: 'beta', a, b, c };
}
