import { mean, quantile, type Random } from '@tiebreak/statistics';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** What a metric would show by chance if the scores were perfectly calibrated. */
export interface NoiseFloor {
  readonly mean: number;
  /** 95th percentile. */
  readonly p95: number;
  /**
   * P-value of the observed metric, (1 + draws at or above it) / (draws + 1): small when the scores are not calibrated.
   * Never 0; NaN when the observed metric is.
   */
  readonly pValue: number;
}

/**
 * Consistency resampling: draws the labels anew from the scores and looks how large `metric` comes out.
 * @param metric grows with miscalibration. Its argument is reused by the next draw.
 * @param options `draws`: 300 when left out
 * @returns all NaN without outcomes, for a metric that is NaN there
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `draws` is no count
 * @see Bröcker & Smith, "Increasing the Reliability of Reliability Diagrams", Weather and Forecasting 2007;
 *   Vaicenavicius et al., "Evaluating Model Calibration in Classification", AISTATS 2019
 */
export function noiseFloor(
  outcomes: ScoredOutcomes,
  metric: (outcomes: ScoredOutcomes) => number,
  { draws = 300, random }: { readonly draws?: number; readonly random: Random },
): NoiseFloor {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`expected at least 1 draw, got ${draws}`);
  const count = countOutcomes(outcomes);
  const { scores } = outcomes;
  const right = new Uint8Array(count);
  const redrawn = Float64Array.from({ length: draws }, () => {
    for (let i = 0; i < count; i++) right[i] = random.uniform() < scores[i]! ? 1 : 0;
    return metric({ scores, right });
  });
  const observed = metric(outcomes);
  const reached = redrawn.reduce((sum, value) => sum + (value >= observed ? 1 : 0), 0);
  return {
    mean: mean(redrawn),
    p95: quantile(redrawn, 0.95),
    pValue: Number.isNaN(observed) ? NaN : (1 + reached) / (draws + 1),
  };
}
