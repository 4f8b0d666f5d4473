import type { ClosedImpression, Confirmation } from './attribution';
import type { Impression } from './impression';

/** What came of one choice of strategies and depths: what a bandit learns from. Each impression has exactly one. */
export interface ImpressionOutcome {
  /** 1 for the first outcome of the log, and rising by one. */
  readonly ordinal: number;
  readonly impressionId: string;
  readonly domain: string;
  readonly decisionFeatures: readonly number[];
  /** As it was logged: a depth of 0 says that a strategy did not run. */
  readonly choices: Impression['choices'];
  readonly jointPropensity: number;
  readonly policyVersion: string;
  /** Absent when nobody confirmed anything within the attribution window. */
  readonly confirmed?: {
    readonly entityId: string;
    /** By strategy; one that is not here ran and missed it, or did not run. */
    readonly ranks: Readonly<Record<string, number>>;
  };
}

/** Outcomes in the order in which they became known, and the stretch of the log that they are of. */
export interface OutcomeBatch {
  readonly epoch: number;
  /** The outcomes of everything up to here came before. */
  readonly since: number;
  /** And those up to here are these. */
  readonly until: number;
  readonly outcomes: readonly (ImpressionOutcome & { readonly position: number })[];
}

/** An outcome that has no place in the log yet. */
export type Unplaced = Omit<ImpressionOutcome, 'ordinal'>;

/** The outcome of an impression's first confirmation. */
export function confirmedOutcome({ impression, entityId, position }: Confirmation): Unplaced {
  const { sources } = impression.results[position - 1]!;
  const ranks = Object.fromEntries(sources.map(({ strategy, rank }) => [strategy, rank]));
  return { ...decisionOf(impression), confirmed: { entityId, ranks } };
}

/** The outcome of an impression that closed without a confirmation. */
export function unconfirmedOutcome({ impression }: ClosedImpression): Unplaced {
  return decisionOf(impression);
}

function decisionOf(impression: Impression): Unplaced {
  const { id, domain, decisionFeatures, choices, jointPropensity, policyVersion } = impression;
  return { impressionId: id, domain, decisionFeatures, choices, jointPropensity, policyVersion };
}
