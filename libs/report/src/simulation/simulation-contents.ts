import type { Estimate } from '../report-contents';

/** Candidates asked for on average, and the share of queries whose entity is found with them. */
export interface CoveragePoint {
  readonly candidates: number;
  readonly coverage: number;
}

/** How a policy did on queries of a kind. */
export interface KindCoverage extends CoveragePoint {
  readonly kind: string;
  readonly rounds: number;
  /** What the best static depths reach with as many candidates. */
  readonly staticCoverage: number;
  readonly aboveStatic: Estimate;
}

export interface SimulatedPolicy {
  readonly name: string;
  /** All queries first, then each kind. */
  readonly coverage: readonly KindCoverage[];
  /** Mean of found minus cost. */
  readonly value: number;
  /** By how much the first policy is worth more a round. */
  readonly above: Estimate;
  /** Regret a round against the contextual oracle, by run and part of it. */
  readonly regret: readonly (readonly number[])[];
  /** Mean regret a round against one that knows all ranks. */
  readonly clairvoyantRegret: number;
  /** Share of rounds in which each strategy ran, by strategy and part of the run. */
  readonly shares: readonly (readonly number[])[];
  /** At several prices, by kind. */
  readonly curve: readonly (readonly CoveragePoint[])[];
}

/** What came of a strategy that broke. */
export interface Recovery {
  readonly strategy: string;
  /** After the break, at which it is measured, over the last `window` of them. */
  readonly rounds: number;
  readonly window: number;
  /** Coverage as a share of that of an oracle without the strategy: mean over runs, and each run's. */
  readonly share: number;
  readonly shares: readonly number[];
}

/** Everything that the page of a simulation says. */
export interface SimulationContents {
  readonly file: string;
  readonly queries: { readonly met: number; readonly tuned: number };
  readonly rounds: number;
  readonly seeds: number;
  /** Of a candidate. */
  readonly price: number;
  readonly noise: number;
  readonly strategies: readonly string[];
  /** "all" first. */
  readonly kinds: readonly string[];
  readonly policies: readonly SimulatedPolicy[];
  /** Of the best static depths, by kind. */
  readonly frontier: readonly (readonly CoveragePoint[])[];
  readonly recovery?: Recovery;
}
