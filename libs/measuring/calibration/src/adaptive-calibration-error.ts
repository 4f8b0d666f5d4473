import { checkBins } from './bins';
import { countOutcomes, type ScoredOutcomes, sortOutcomes } from './scored-outcomes';

/**
 * Adaptive calibration error: as the expected calibration error, over bins of equal mass. With outcomes in ascending
 * order (of score, then wrong before right) bin k is [floor(k n / bins), floor((k + 1) n / bins)).
 *
 * A run of equal scores may be cut, and its wrongs and rights then fall into different bins: on scores with many ties
 * (isotonic calibration) it is far too large. `debiasedCalibrationError` keeps ties together.
 *
 * @returns in [0, 1]; NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `bins` is no count
 * @see Nguyen & O'Connor, "Posterior Calibration and Exploratory Analysis for NLP Models", EMNLP 2015
 */
export function adaptiveCalibrationError(outcomes: ScoredOutcomes, bins = 15): number {
  checkBins(bins);
  const count = countOutcomes(outcomes);
  const { scores, right } = sortOutcomes(outcomes);
  let sum = 0;
  for (let bin = 0, i = 0; bin < bins; bin++) {
    const end = Math.floor(((bin + 1) * count) / bins);
    let excess = 0;
    for (; i < end; i++) excess += scores[i]! - right[i]!;
    sum += Math.abs(excess);
  }
  return sum / count;
}
