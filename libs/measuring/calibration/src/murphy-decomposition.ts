import { equalWidthBins } from './bins';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** Brier score = reliability - resolution + uncertainty + withinBins. All are squared probabilities. */
export interface MurphyDecomposition {
  /** Mean squared difference of a bin's mean score and its share right, in [0, 1]; 0 is calibrated. */
  readonly reliability: number;
  /** Variance of the bins' shares right, in [0, 1/4]: how well the scores tell rights from wrongs. */
  readonly resolution: number;
  /** Variance of the outcomes, in [0, 1/4]; the data's, whatever the model. */
  readonly uncertainty: number;
  /**
   * Variance of the scores inside their bins less twice their covariance with the outcomes there. 0 when scores are
   * constant in each bin; negative when the bins hide resolution that the scores have.
   */
  readonly withinBins: number;
}

/**
 * Splits the Brier score over equal-width bins into what calibration costs and what knowledge gains.
 * @returns all NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `bins` is no count
 * @see Murphy, "A New Vector Partition of the Probability Score", J. Applied Meteorology 1973; for `withinBins`
 *   Stephenson, Coelho & Jolliffe, "Two Extra Components in the Brier Score Decomposition", Weather and Forecasting 2008
 */
export function murphyDecomposition(outcomes: ScoredOutcomes, bins = 15): MurphyDecomposition {
  const count = countOutcomes(outcomes);
  const sums = equalWidthBins(outcomes, bins);
  const baseRate = sums.rights.reduce((sum, rights) => sum + rights, 0) / count;
  let reliability = 0;
  let resolution = 0;
  let withinBins = 0;
  for (let b = 0; b < bins; b++) {
    const size = sums.counts[b]!;
    if (size === 0) continue;
    const score = sums.scores[b]! / size;
    const share = sums.rights[b]! / size;
    reliability += size * (score - share) ** 2;
    resolution += size * (share - baseRate) ** 2;
    const variance = sums.squaredScores[b]! - size * score * score;
    const covariance = sums.rightScores[b]! - size * score * share;
    withinBins += variance - 2 * covariance;
  }
  return {
    reliability: reliability / count,
    resolution: resolution / count,
    uncertainty: baseRate * (1 - baseRate),
    withinBins: withinBins / count,
  };
}
