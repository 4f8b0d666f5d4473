import { sigmoid } from '@tiebreak/interpretation';
import { checkTraining } from './training-outcomes';

/** Calibrated log-odds = log-odds / temperature. */
export interface TemperatureCalibrator {
  readonly kind: 'temperature';
  /** In [0.01, 100]; above 1 tones the scores down. */
  readonly temperature: number;
}

const COLDEST = 0.01;
const HOTTEST = 100;
/** Halvings of the range of log temperature: leaves a relative error of 1e-15. */
const HALVINGS = 53;

/**
 * Temperature scaling, fitted by maximum likelihood within [0.01, 100]: data that the log-odds separate without error
 * give the coldest temperature, log-odds that are no better than chance the hottest. Log-odds that are all 0
 * give 1.
 *
 * Cannot move log-odds of 0, and so cannot repair a wrong base rate as Platt scaling does.
 * @param logOdds finite
 * @param right 0 or 1, both present, parallel to `logOdds`
 * @throws Error when lengths differ, a log-odds is not finite, there are no data or one class only
 * @see Guo et al., "On Calibration of Modern Neural Networks", ICML 2017
 */
export function fitTemperature(logOdds: ArrayLike<number>, right: ArrayLike<number>): TemperatureCalibrator {
  checkTraining('fitTemperature', logOdds, right);
  if (Array.prototype.every.call(logOdds, (x) => x === 0)) return { kind: 'temperature', temperature: 1 };
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  // The loss is convex in 1 / temperature, so its slope changes sign once.
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (lossSlope(logOdds, right, Math.exp(-middle)) > 0) low = middle;
    else high = middle;
  }
  return { kind: 'temperature', temperature: Math.exp((low + high) / 2) };
}

/** Derivative of the cross entropy by the inverse temperature. */
function lossSlope(logOdds: ArrayLike<number>, right: ArrayLike<number>, inverse: number): number {
  let sum = 0;
  const count = logOdds.length;
  for (let i = 0; i < count; i++) {
    const x = logOdds[i]!;
    // Not sigmoid - 1, which rounds to 0 where the answer still matters.
    sum += right[i] === 1 ? -x * sigmoid(-x * inverse) : x * sigmoid(x * inverse);
  }
  return sum;
}
