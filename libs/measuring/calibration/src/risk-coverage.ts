import { countOutcomes, type ScoredOutcomes, sortOutcomes } from './scored-outcomes';

/** What acting on every score of at least `threshold` comes to. */
export interface RiskCoveragePoint {
  readonly threshold: number;
  /** Share of the outcomes that are acted on, in (0, 1]. */
  readonly coverage: number;
  /** Share of those that are wrong, in [0, 1]. */
  readonly risk: number;
}

/** How often one is wrong when acting on the best-scored share only. */
export interface RiskCoverage {
  /** One point a distinct score, by falling threshold and so by rising coverage. */
  readonly points: readonly RiskCoveragePoint[];
  /**
   * AURC: the mean risk over the coverages 1/n, 2/n, ... 1, in [0, 1]; equal scores count in random order. Least for
   * the order by true probability. It judges the order of the scores only, and has the share wrong as its level.
   */
  readonly area: number;
}

/**
 * The risk-coverage curve and the area under it.
 * @returns no points and the area NaN without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1
 * @see El-Yaniv & Wiener, JMLR 2010; Geifman, Uziel & El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural
 *   Classifiers", ICLR 2019, for the area
 */
export function riskCoverage(outcomes: ScoredOutcomes): RiskCoverage {
  const count = countOutcomes(outcomes);
  const { scores, right } = sortOutcomes(outcomes);
  const points: RiskCoveragePoint[] = [];
  let acted = 0;
  let wrong = 0;
  let sum = 0;
  for (let end = count; end > 0;) {
    const threshold = scores[end - 1]!;
    let start = end;
    let wrongHere = 0;
    while (start > 0 && scores[start - 1] === threshold) wrongHere += 1 - right[--start]!;
    const size = end - start;
    // In random order the wrongs of a tie come evenly.
    for (let i = 1; i <= size; i++) sum += (wrong + (wrongHere * i) / size) / (acted + i);
    acted += size;
    wrong += wrongHere;
    points.push({ threshold, coverage: acted / count, risk: wrong / acted });
    end = start;
  }
  return { points, area: sum / count };
}
