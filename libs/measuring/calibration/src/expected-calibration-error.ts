import { equalWidthBins } from './bins';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/**
 * Expected calibration error: |mean score - share right| over equal-width bins, each weighted by its count.
 * Biased upwards, the more so the fewer the outcomes: read it beside its `noiseFloor`.
 * @param bins 15 as is customary; a score s belongs to bin floor(s * bins), the score 1 to the last
 * @returns in [0, 1]; NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `bins` is no count
 * @see Naeini, Cooper & Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015;
 *   Guo et al., "On Calibration of Modern Neural Networks", ICML 2017
 */
export function expectedCalibrationError(outcomes: ScoredOutcomes, bins = 15): number {
  const count = countOutcomes(outcomes);
  const { scores, rights } = equalWidthBins(outcomes, bins);
  let sum = 0;
  for (let b = 0; b < bins; b++) sum += Math.abs(scores[b]! - rights[b]!);
  return sum / count;
}
