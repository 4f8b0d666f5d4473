import { equalWidthBins } from './bins';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** The outcomes whose scores lie in [low, high), or in [low, 1] for the last bin. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  /** Outcomes in the bin, at least 1. */
  readonly count: number;
  readonly meanScore: number;
  /** Share of the outcomes that were right; a calibrated model has it near `meanScore`. */
  readonly rightShare: number;
}

/** Bins with outcomes, by ascending score. */
export type ReliabilityCurve = readonly ReliabilityBin[];

/**
 * The points of a reliability diagram over equal-width bins.
 * @returns no bins without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, or `bins` is no count
 * @see DeGroot & Fienberg, "The Comparison and Evaluation of Forecasters", The Statistician 1983
 */
export function reliabilityCurve(outcomes: ScoredOutcomes, bins = 15): ReliabilityCurve {
  countOutcomes(outcomes);
  const { counts, scores, rights } = equalWidthBins(outcomes, bins);
  const curve = Array.from(counts, (count, b) => ({
    low: b / bins,
    high: (b + 1) / bins,
    count,
    meanScore: scores[b]! / count,
    rightShare: rights[b]! / count,
  }));
  return curve.filter(({ count }) => count > 0);
}
