import { type Random } from '@tiebreak/statistics';
import { chooseIndependent } from '../choosing/independent-chooser';
import { chooseOverlapping } from '../choosing/overlap-chooser';
import { costOf } from '../choosing/price';
import type { DecisionContext } from '../decision/decision-context';
import { type DecisionSpace, LEVELS } from '../decision/decision-space';
import type { DepthModel } from '../model/depth-model';
import { type FindOdds, findProbability, strongestFirst } from '../model/find-odds';
import { drawModel, oddsOf, optimisticOdds } from '../model/read-odds';
import { mergeProposals, type Proposal } from './choice-distribution';
import type {
  C2UcbSettings,
  LearnedSettings,
  LearningSettings,
  SquareCbSettings,
  ThompsonSettings,
} from './policy-settings';

/** What a policy wants for a query, before exploration is mixed in. */
export type Propose = (context: DecisionContext) => readonly Proposal[];

/** The levels that are worth most by one set of beliefs: exactly where strategies are independent, greedily where they overlap. */
export function chooseLevels(
  form: FindOdds,
  latencies: readonly number[],
  { price }: Pick<LearningSettings, 'price'>,
): Uint8Array {
  return form.pairs === undefined
    ? chooseIndependent(form, latencies, price)
    : chooseOverlapping(form, latencies, price);
}

/**
 * How a policy that learns proposes. Beliefs are drawn once, here, as they do not depend on the query.
 * @param decisions that the model has learned from
 */
export function proposing(
  settings: LearnedSettings,
  space: DecisionSpace,
  model: DepthModel,
  decisions: number,
  random: Random,
): Propose {
  switch (settings.kind) {
    case 'thompson':
      return thompson(settings, model, random);
    case 'epsilon-greedy':
      return greedy(settings, model, random);
    case 'c2ucb':
      return c2ucb(settings, space, model);
    case 'square-cb':
      return squareCb(settings, model, decisions, random);
  }
}

/** Each of M draws from the posterior proposes what is best by it. */
function thompson(settings: ThompsonSettings, model: DepthModel, random: Random): Propose {
  const weights = drawModel(model, settings.draws, settings.spread, random);
  return (context) =>
    mergeProposals(
      Array.from({ length: settings.draws }, (_, m) => ({
        levels: chooseLevels(oddsOf(model, weights, m, context), context.latencies, settings),
        weight: 1 / settings.draws,
      })),
    );
}

function greedy(settings: LearningSettings, model: DepthModel, random: Random): Propose {
  const weights = drawModel(model, 1, 0, random);
  return (context) => [
    { levels: chooseLevels(oddsOf(model, weights, 0, context), context.latencies, settings), weight: 1 },
  ];
}

/** @see Li et al., WWW 2010 (LinUCB); Qin, Chen, Zhu, SDM 2014 (C2UCB) */
function c2ucb(settings: C2UcbSettings, space: DecisionSpace, model: DepthModel): Propose {
  return (context) => [
    {
      levels: chooseLevels(optimisticOdds(model, space, context, settings.width), context.latencies, settings),
      weight: 1,
    },
  ];
}

/**
 * Inverse gap weighting over the best levels and those that differ from them in one strategy: 1 / (K + gamma * loss) for each
 * of the others, the rest for the best.
 * @see Foster and Rakhlin, "Beyond UCB: Optimal and Efficient Contextual Bandits with Regression Oracles", ICML 2020
 */
function squareCb(settings: SquareCbSettings, model: DepthModel, decisions: number, random: Random): Propose {
  const weights = drawModel(model, 1, 0, random);
  const gamma = settings.scale * Math.sqrt(decisions);
  return (context) => {
    const form = oddsOf(model, weights, 0, context);
    const order = strongestFirst(form);
    const valueOf = (levels: Uint8Array): number =>
      findProbability(form, levels, order) - costOf(levels, context.latencies, settings.price);
    let best = chooseLevels(form, context.latencies, settings);
    const actions = [best, ...neighboursOf(best)];
    const values = actions.map(valueOf);
    const most = Math.max(...values);
    best = actions[values.indexOf(most)]!;
    const others = actions.flatMap((levels, i) =>
      levels === best ? [] : [{ levels, weight: 1 / (actions.length + gamma * (most - values[i]!)) }],
    );
    return [{ levels: best, weight: 1 - others.reduce((sum, { weight }) => sum + weight, 0) }, ...others];
  };
}

/** All levels that differ in one strategy. */
function neighboursOf(levels: Uint8Array): Uint8Array[] {
  return Array.from(levels, (own, s) =>
    Array.from({ length: LEVELS + 1 }, (_, level) => level)
      .filter((level) => level !== own)
      .map((level) => levels.with(s, level)),
  ).flat();
}
