import type { CandidateSource } from '@tiebreak/candidates';
import type { Context } from '@tiebreak/interpretation';

/** A result as it was shown. */
export interface ImpressionResult {
  readonly entityId: string;
  /** Every strategy's rank of it; a strategy that is not here ran and missed it, or did not run. */
  readonly sources: readonly CandidateSource[];
  /** The ranker's input, in the order of its schema; NaN is missing. */
  readonly features: readonly number[];
}

/** That a fair coin decided whether the results at `place` and the one after it were exchanged; 1 is the first. */
export interface NeighbourSwap {
  readonly place: number;
  readonly swapped: boolean;
}

/** What is needed to draw a choice again, from the policy's version and the decision features. */
export interface ChoiceDraw {
  readonly seed: number;
  /** Beliefs drawn for the version, of which one was acted on. */
  readonly draws: number;
  /** Share of choices that explore. */
  readonly epsilon: number;
}

/** What a policy in the shadow of the acting one would have chosen. */
export interface ShadowChoice {
  readonly policyVersion: string;
  /** In the order of the choices. */
  readonly depths: readonly number[];
}

/** One search as it is logged: what was asked, chosen and shown. Feedback joins it by id. */
export interface Impression {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly domain: string;
  /** Normalised. */
  readonly query: string;
  readonly userId: string;
  readonly context: Context;
  /** Shown, best first. */
  readonly results: readonly ImpressionResult[];
  /** Which columns the results' features have; absent in what earlier releases logged. */
  readonly featureSchema?: string;
  /** Absent when the results are in the ranker's order. */
  readonly swap?: NeighbourSwap;
  /** Features that the policy saw, in the order of its schema. */
  readonly decisionFeatures: readonly number[];
  /** Depth of each strategy, 0 when it did not run, and the probability with which it was taken. */
  readonly choices: readonly { readonly strategy: string; readonly depth: number; readonly propensity: number }[];
  readonly jointPropensity: number;
  readonly policyVersion: string;
  /** Of policies that draw. */
  readonly draw?: ChoiceDraw;
  readonly shadow?: ShadowChoice;
  readonly rankerVersion: string;
}
