import type { ScoredOutcomes } from './scored-outcomes';

/** Sums of the outcomes in each bin. */
export interface BinSums {
  readonly counts: Float64Array;
  readonly scores: Float64Array;
  readonly squaredScores: Float64Array;
  readonly rights: Float64Array;
  /** Sum of the scores of the right outcomes. */
  readonly rightScores: Float64Array;
}

/** Equal-width bins: bin b holds the scores in [b / bins, (b + 1) / bins), the last one also the score 1. */
export function equalWidthBins(outcomes: ScoredOutcomes, bins: number): BinSums {
  checkBins(bins);
  const sums: BinSums = {
    counts: new Float64Array(bins),
    scores: new Float64Array(bins),
    squaredScores: new Float64Array(bins),
    rights: new Float64Array(bins),
    rightScores: new Float64Array(bins),
  };
  const count = outcomes.scores.length;
  for (let i = 0; i < count; i++) {
    const score = outcomes.scores[i]!;
    const right = outcomes.right[i]!;
    const bin = Math.min(Math.floor(score * bins), bins - 1);
    sums.counts[bin]! += 1;
    sums.scores[bin]! += score;
    sums.squaredScores[bin]! += score * score;
    sums.rights[bin]! += right;
    sums.rightScores[bin]! += right * score;
  }
  return sums;
}

/** @throws RangeError when `bins` is not a whole number of at least 1 */
export function checkBins(bins: number): void {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`expected at least 1 bin, got ${bins}`);
}
