import type { Random } from '@tiebreak/statistics';
import type { DecisionContext } from '../decision/decision-context';
import { type DecisionSpace, LEVELS } from '../decision/decision-space';
import { drawWeights, type Link, varianceOf } from './bayesian-regression';
import { type DepthModel, featuresOf } from './depth-model';
import type { FindOdds } from './find-odds';

/** Weights of every strategy, drawn together: one set of beliefs to choose by, for any query. */
export type WeightDraws = readonly Float64Array[];

/** @param scale of the deviations from what is most likely; 0 gives that itself */
export function drawModel({ beliefs }: DepthModel, draws: number, scale: number, random: Random): WeightDraws {
  return beliefs.map((belief) => drawWeights(belief, draws, scale, random));
}

/** What each draw says of a query. */
export function oddsOf(
  { settings: { link, overlap }, beliefs }: DepthModel,
  weights: WeightDraws,
  draw: number,
  { query, strategies }: DecisionContext,
): FindOdds {
  const count = beliefs.length;
  // An imported binding is looked up at every use, which counts in these loops.
  const levels = LEVELS;
  const odds = new Float64Array(count * levels);
  const pairs = overlap ? new Float64Array(count * count) : undefined;
  for (let s = 0; s < count; s++) {
    const from = weights[s]!;
    const own = strategies[s]!;
    const width = query.length + own.length;
    const row = draw * (levels + 2 * width + count);
    let base = 0;
    let slope = 0;
    for (let i = 0; i < width; i++) {
      const x = i < query.length ? query[i]! : own[i - query.length]!;
      base += x * from[row + levels + i]!;
      slope += x * from[row + levels + width + i]!;
    }
    for (let j = 0; j < levels; j++)
      odds[s * levels + j] = toOdds(from[row + j]! + base + (j / (levels - 1)) * slope, link);
    if (pairs !== undefined) for (let t = 0; t < count; t++) pairs[s * count + t] = from[row + levels + 2 * width + t]!;
  }
  return pairs === undefined ? { strategies: count, odds } : { strategies: count, odds, pairs };
}

/** Log-odds beyond these are certainty enough. */
const LARGEST_LOG_ODDS = 12;
/** Linear hazards are cut off here. */
const LEAST_HAZARD = 1e-3;

function toOdds(z: number, link: Link): number {
  if (link === 'logistic') return Math.exp(Math.min(LARGEST_LOG_ODDS, Math.max(-LARGEST_LOG_ODDS, z)));
  const hazard = Math.min(1 - LEAST_HAZARD, Math.max(LEAST_HAZARD, z));
  return hazard / (1 - hazard);
}

/**
 * What a query may hold at best: each hazard at its upper confidence bound.
 * @param width of the bound, in standard deviations of the weighted sum
 */
export function optimisticOdds(
  model: DepthModel,
  space: DecisionSpace,
  context: DecisionContext,
  width: number,
): FindOdds {
  const none = new Uint8Array(space.strategies.length);
  const odds = new Float64Array(space.strategies.length * LEVELS);
  for (const [s, belief] of model.beliefs.entries())
    for (let j = 1; j <= LEVELS; j++) {
      const x = featuresOf(space, context, s, j, none);
      const z =
        x.reduce((sum, value, i) => sum + value * belief.mean[i]!, 0) + width * Math.sqrt(varianceOf(belief, x));
      odds[s * LEVELS + j - 1] = toOdds(z, model.settings.link);
    }
  return { strategies: space.strategies.length, odds };
}
