import type { JointMap } from './joint';

/**
 * What each way to answer costs when it goes wrong, in units of one wrong action. All at least 0.
 * docs/reference/configuration.md says how to set them.
 */
export interface DecisionCosts {
  /** Doing the wrong thing. */
  readonly wrongAction: number;
  /** Asking "did you mean ...?". */
  readonly confirmation: number;
  /** Asking "the book or the film?"; a third choice costs as much again. */
  readonly disambiguation: number;
  /** Doing nothing although one of the hypotheses was right. */
  readonly missed: number;
}

/** A wrong action is as bad as two missed requests, six confirmations or five choices between two. */
export const DEFAULT_COSTS: DecisionCosts = { wrongAction: 1, confirmation: 0.15, disambiguation: 0.2, missed: 0.5 };

/** All that a decision depends on beside the ranking and the words. */
export interface DecisionPolicy {
  readonly costs: DecisionCosts;
  /** How likely what is, given the scores. */
  readonly joint: JointMap;
}
