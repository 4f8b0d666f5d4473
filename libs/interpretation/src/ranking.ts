import type { Hypothesis } from './interpretation';
import type { Probability } from './numbers';

/** The signed share of a score's log-odds that one feature brings. */
export interface Contribution {
  readonly feature: string;
  /** The feature's value. */
  readonly value: number;
  /** Its share of the model's log-odds, before calibration; shares and bias sum to it. */
  readonly logOdds: number;
}

/** A hypothesis with the calibrated probability that it is entirely right. */
export interface RankedHypothesis {
  readonly hypothesis: Hypothesis;
  readonly score: Probability;
  /** Empty unless an explanation was asked for. */
  readonly contributions: readonly Contribution[];
  /** Scored by the aggregator's fallback, not by the domain's model. */
  readonly fallback: boolean;
  /** What the bundle itself said; differs from `score` only under online recalibration. */
  readonly bundleScore: Probability;
}

/** Sorts by descending score; equals keep the order in which they were asked. */
export function byScore<Ranked extends { readonly score: number }>(ranked: readonly Ranked[]): Ranked[] {
  return [...ranked].sort((a, b) => b.score - a.score);
}
