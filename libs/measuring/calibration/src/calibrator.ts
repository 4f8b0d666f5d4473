import { type Probability, sigmoid } from '@tiebreak/interpretation';
import { type BetaCalibrator, betaLogOdds } from './beta';
import { type IsotonicCalibrator, isotonicProbability } from './isotonic';
import type { PlattCalibrator } from './platt';
import type { TemperatureCalibrator } from './temperature';

/** A fitted map from a model's log-odds to the probability of being right; plain JSON, so that a bundle can hold it. */
export type Calibrator = PlattCalibrator | TemperatureCalibrator | BetaCalibrator | IsotonicCalibrator;

/**
 * The calibrated probability of a model's log-odds.
 * @param logOdds finite, in the scale that the calibrator was fitted in
 */
export function calibrate(calibrator: Calibrator, logOdds: number): Probability {
  switch (calibrator.kind) {
    case 'platt':
      return sigmoid(calibrator.slope * logOdds + calibrator.intercept);
    case 'temperature':
      return sigmoid(logOdds / calibrator.temperature);
    case 'beta':
      return sigmoid(betaLogOdds(calibrator, logOdds));
    case 'isotonic':
      return isotonicProbability(calibrator, logOdds);
  }
}
