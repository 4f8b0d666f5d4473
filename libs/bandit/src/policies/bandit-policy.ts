import { seededRandom } from '@tiebreak/statistics';
import type { DecisionContext } from '../decision/decision-context';
import { DEPTHS, type Depth } from '../decision/decision-space';
import { type ChoiceDistribution, drawLevels, jointProbability, marginalProbability } from './choice-distribution';

/** What a policy chose, with all that is needed to draw it again and to learn from it whatever policy made it. */
export interface Choice {
  readonly policy: string;
  readonly version: string;
  /** Draws the same choice again, for the same version and context. */
  readonly seed: number;
  /** One a strategy, 0 when it does not run. */
  readonly depths: readonly Depth[];
  /** Probability of all depths together, in (0, 1]. */
  readonly jointPropensity: number;
  /** Probability of each strategy's depth, whatever the others', in (0, 1]. */
  readonly propensities: readonly number[];
  /** Share of choices that explore; with 0 no log of this policy tells of others. */
  readonly epsilon: number;
  /** Beliefs that the policy's proposals were drawn by. */
  readonly draws: number;
  /** What another policy would have done, when one runs in the shadow of this. */
  readonly shadow?: Choice;
}

/** Chooses a depth for each strategy. The same version gives the same context the same distribution. */
export interface BanditPolicy {
  readonly name: string;
  /** Changes with everything that the policy learns. */
  readonly version: string;
  /** What it may choose, with exact probabilities. */
  distribution(context: DecisionContext): ChoiceDistribution;
  /** @param seed a whole number, new for every query */
  choose(context: DecisionContext, seed: number): Choice;
}

/** A policy from what it may choose. */
export function policyOf(
  name: string,
  version: string,
  distribution: (context: DecisionContext) => ChoiceDistribution,
): BanditPolicy {
  return {
    name,
    version,
    distribution,
    choose: (context, seed) => ({ policy: name, version, ...drawChoice(distribution(context), seed) }),
  };
}

/** One choice of a distribution, with its probabilities. */
export function drawChoice(possible: ChoiceDistribution, seed: number): Omit<Choice, 'policy' | 'version'> {
  const levels = drawLevels(possible, seededRandom(seed));
  return {
    seed,
    depths: Array.from(levels, (level) => DEPTHS[level]!),
    jointPropensity: jointProbability(possible, levels),
    propensities: Array.from(levels, (level, s) => marginalProbability(possible, s, level)),
    epsilon: possible.epsilon,
    draws: possible.draws,
  };
}

/** The acting policy, with what the shadow would have done beside each of its choices. The shadow acts on nothing. */
export function withShadow(acting: BanditPolicy, shadow: BanditPolicy): BanditPolicy {
  return {
    name: acting.name,
    version: acting.version,
    distribution: (context) => acting.distribution(context),
    choose: (context, seed) => ({ ...acting.choose(context, seed), shadow: shadow.choose(context, seed) }),
  };
}
