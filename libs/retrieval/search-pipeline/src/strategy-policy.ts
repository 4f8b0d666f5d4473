import type { UnderstoodQuery } from '@tiebreak/candidates';
import type { ChoiceDraw, ShadowChoice } from '@tiebreak/feedback';

/** How deep one strategy is asked, and how likely that was. */
export interface StrategyChoice {
  readonly strategy: string;
  /** 0 when it is not asked. */
  readonly depth: number;
  /** Probability of this depth, in (0, 1]. */
  readonly propensity: number;
}

/** What a policy decided for one search. */
export interface SearchChoice {
  /** One a strategy, in the order of the policy's strategies. */
  readonly choices: readonly StrategyChoice[];
  /** Probability of all of them together, in (0, 1]. */
  readonly jointPropensity: number;
  /** What the decision was made from. */
  readonly features: readonly number[];
  readonly policyVersion: string;
  /** How it was drawn, by policies that draw. */
  readonly draw?: ChoiceDraw;
  /** What a policy that does not act would have done. */
  readonly shadow?: ShadowChoice;
}

/** Decides which strategies run, and how deep. */
export interface StrategyPolicy {
  choose(query: UnderstoodQuery): SearchChoice;
}

/** Always the same depths: a baseline, and where a bandit starts from. Propensities are 1, so its log tells of no other. */
export function staticPolicy(name: string, depths: Readonly<Record<string, number>>): StrategyPolicy {
  const choices = Object.entries(depths).map(([strategy, depth]) => ({ strategy, depth, propensity: 1 }));
  return { choose: () => ({ choices, jointPropensity: 1, features: [], policyVersion: `${name}@1` }) };
}

/** The acting policy, with what another one would have done beside each of its choices; that one acts on nothing. */
export function shadowed(acting: StrategyPolicy, shadow: StrategyPolicy): StrategyPolicy {
  return {
    choose: (query) => {
      const { choices, policyVersion } = shadow.choose(query);
      return { ...acting.choose(query), shadow: { policyVersion, depths: choices.map(({ depth }) => depth) } };
    },
  };
}
