import type { Price } from '../choosing/price';
import { DEPTHS, type Depth, type DecisionSpace, levelOfDepth } from '../decision/decision-space';
import type { Link } from '../model/bayesian-regression';

/** What all policies have. */
interface Common {
  /** As it is logged. */
  readonly name: string;
  /** Share of choices that explore, in [0, 1]. */
  readonly epsilon: number;
}

/** Always the same depths. */
export interface StaticSettings extends Common {
  readonly kind: 'static';
  readonly depths: readonly Depth[];
}

/** What policies that learn have. */
export interface LearningSettings extends Common {
  readonly price: Price;
  /** Whether it looks at features; else each strategy is an arm with one rate at each depth. */
  readonly contextual: boolean;
  /** Whether it learns how lists overlap. */
  readonly overlap: boolean;
  readonly link: Link;
  /** Variance that each strategy's level of success gains with every decision. */
  readonly drift: number;
}

/** Acts on beliefs drawn from the posterior (Thompson 1933; Chapelle and Li 2011). */
export interface ThompsonSettings extends LearningSettings {
  readonly kind: 'thompson';
  /** Beliefs drawn for each version of the policy; a choice takes one of them. */
  readonly draws: number;
  /** Of the draws' deviations from the mean; below 1 it explores less. */
  readonly spread: number;
  readonly seed: number;
}

/** Acts on what is most likely; explores with probability epsilon alone. */
export interface EpsilonGreedySettings extends LearningSettings {
  readonly kind: 'epsilon-greedy';
}

/** LinUCB's bound for every strategy and depth, and the best set by these bounds (C2UCB). */
export interface C2UcbSettings extends LearningSettings {
  readonly kind: 'c2ucb';
  /** Of the confidence bound, in standard deviations. */
  readonly width: number;
}

/** Takes others than the best by the inverse of what they seem to lose (SquareCB). */
export interface SquareCbSettings extends LearningSettings {
  readonly kind: 'square-cb';
  /** Growth of the inverse temperature: gamma = scale * sqrt(decisions). */
  readonly scale: number;
}

export type LearnedSettings = ThompsonSettings | EpsilonGreedySettings | C2UcbSettings | SquareCbSettings;
export type PolicySettings = StaticSettings | LearnedSettings;

/** Policies that `namedPolicy` knows; beside them `all-10` to `all-100`, and depths by name such as `lexical=50+fuzzy=10`. */
export const POLICY_NAMES = [
  'thompson',
  'contextual-thompson',
  'independent-thompson',
  'epsilon-greedy',
  'c2ucb',
  'square-cb',
] as const;

const EPSILON = 0.01;
const GREEDY_EPSILON = 0.1;

/**
 * A policy by its name, with the settings that were chosen in simulation on made-up tables other than those of the tests.
 * @param price of what learning policies choose; static ones have none
 * @throws RangeError when no policy has this name
 */
export function namedPolicy(name: string, { strategies }: DecisionSpace, price: Price): PolicySettings {
  const learning = {
    name,
    price,
    epsilon: EPSILON,
    contextual: true,
    overlap: true,
    link: 'logistic',
    drift: 2e-5,
  } as const;
  const thompson = { ...learning, kind: 'thompson', draws: 64, spread: 0.4, seed: 1 } as const;
  switch (name) {
    case 'thompson':
      return thompson;
    case 'contextual-thompson':
      return { ...thompson, overlap: false };
    case 'independent-thompson':
      return { ...thompson, overlap: false, contextual: false };
    case 'epsilon-greedy':
      return { ...learning, kind: 'epsilon-greedy', epsilon: GREEDY_EPSILON };
    case 'c2ucb':
      return { ...learning, kind: 'c2ucb', overlap: false, link: 'linear', width: 0.5 };
    case 'square-cb':
      return { ...learning, kind: 'square-cb', scale: 10 };
  }
  return { kind: 'static', name, epsilon: 0, depths: namedDepths(name, strategies) };
}

function namedDepths(name: string, strategies: readonly string[]): Depth[] {
  const all = /^all-(\d+)$/.exec(name);
  const parts = name.split('+').map((part) => part.split('='));
  const known = parts.every(([strategy, depth]) => strategies.includes(strategy!) && /^\d+$/.test(depth ?? ''));
  if (all === null && !known)
    throw new RangeError(
      `policy: expected ${POLICY_NAMES.join(', ')}, all-10, all-25, all-50, all-100, or depths such as ${strategies[0]!}=50, got ${name}`,
    );
  const depths = new Map(
    all === null
      ? parts.map(([strategy, depth]) => [strategy!, Number(depth)])
      : strategies.map((strategy) => [strategy, Number(all[1])]),
  );
  return strategies.map((strategy) => DEPTHS[levelOfDepth(depths.get(strategy) ?? 0)]!);
}
