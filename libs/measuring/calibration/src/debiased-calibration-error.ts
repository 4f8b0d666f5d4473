import { checkBins } from './bins';
import { countOutcomes, type ScoredOutcomes, sortOutcomes } from './scored-outcomes';

/**
 * Squared calibration error without the part that mere sampling brings:
 * sum over bins b of (n_b / n) [(mean score - share right)^2 - share right (1 - share right) / (n_b - 1)].
 *
 * A calibrated model has about 0 on average, so it may come out negative, and is not clipped: clipping would bring
 * the bias back. Bins have equal mass, but a run of equal scores is never cut: the bin that it starts in takes
 * all of it. A bin with one outcome has no variance to estimate and stays uncorrected.
 *
 * @param bins at most so many; bins without outcomes do not count
 * @returns a squared probability in [-1/4, 1]; NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `bins` is no count
 * @see Kumar, Liang & Ma, "Verified Uncertainty Calibration", NeurIPS 2019 (1909.10155), section 4
 */
export function debiasedCalibrationError(outcomes: ScoredOutcomes, bins = 15): number {
  checkBins(bins);
  const count = countOutcomes(outcomes);
  const { scores, right } = sortOutcomes(outcomes);
  let sum = 0;
  for (let bin = 1, start = 0; bin <= bins; bin++) {
    let end = Math.floor((bin * count) / bins);
    if (end <= start) continue;
    // The cut must depend on scores alone: inside a tie it would sort the wrongs from the rights.
    while (end < count && scores[end] === scores[end - 1]) end++;
    sum += weightedSquare(scores, right, start, end);
    start = end;
  }
  return sum / count;
}

/** The debiased square of the bin [start, end), times its count. */
function weightedSquare(scores: Float64Array, right: Uint8Array, start: number, end: number): number {
  const count = end - start;
  let score = 0;
  let rights = 0;
  for (let i = start; i < end; i++) {
    score += scores[i]!;
    rights += right[i]!;
  }
  const share = rights / count;
  const noise = count > 1 ? (share * (1 - share)) / (count - 1) : 0;
  return count * ((score / count - share) ** 2 - noise);
}
