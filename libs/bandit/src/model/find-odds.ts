import { DEPTHS, LEVELS } from '../decision/decision-space';

/**
 * What is believed of one query: how likely each strategy reaches the wanted entity at each level, and how that changes once
 * others have missed it. The hazard of strategy s at level j, having missed before, has the odds
 * `odds[s][j] * prod_t exp(pairs[s][t] * weightOfMiss(level of t))` over those t that missed; g_s(x, k | A) is 1 minus the
 * product of 1 - hazard, and so rises with k.
 */
export interface FindOdds {
  readonly strategies: number;
  /** Row-major, strategy by level from 1. */
  readonly odds: Float64Array;
  /** Row-major, strategy by the one that missed; undefined when misses say nothing of the others. */
  readonly pairs?: Float64Array;
}

/** How much a miss says by the depth that it is known to: 0 for none, 1 for the greatest depth. By level. */
export const WEIGHT_OF_MISS: Float64Array = Float64Array.from(DEPTHS, (depth) => Math.log1p(depth) / Math.log(101));

/**
 * P(strategy misses within each level | what `levels` says has run and missed): 1 at level 0, falling.
 * @param into takes the 1 + LEVELS probabilities
 * @param levels of all strategies, 0 for those that have not run; the strategy's own does not count
 */
export function missWithin(
  { strategies, odds, pairs }: FindOdds,
  s: number,
  levels: Uint8Array,
  into: Float64Array,
): void {
  let shift = 0;
  if (pairs !== undefined)
    for (let t = 0; t < strategies; t++)
      if (t !== s && levels[t]! > 0) shift += pairs[s * strategies + t]! * WEIGHT_OF_MISS[levels[t]!]!;
  const factor = shift === 0 ? 1 : Math.exp(shift);
  let miss = 1;
  into[0] = 1;
  for (let j = 0; j < LEVELS; j++) {
    miss /= 1 + odds[s * LEVELS + j]! * factor;
    into[j + 1] = miss;
  }
}

/**
 * P(someone finds it) when strategies run at these levels: 1 minus the chain of misses, each given that those before it missed.
 * @param order of the chain, over all strategies; `strongestFirst` unless a chain was built otherwise
 */
export function findProbability(form: FindOdds, levels: Uint8Array, order: readonly number[]): number {
  const missed = new Uint8Array(form.strategies);
  const misses = new Float64Array(1 + LEVELS);
  let miss = 1;
  for (const s of order) {
    const level = levels[s]!;
    if (level === 0) continue;
    missWithin(form, s, missed, misses);
    miss *= misses[level]!;
    missed[s] = level;
  }
  return 1 - miss;
}

/** The strategies by falling probability of finding it alone, within the greatest depth. */
export function strongestFirst(form: FindOdds): number[] {
  const none = new Uint8Array(form.strategies);
  const misses = new Float64Array(1 + LEVELS);
  const alone = Array.from({ length: form.strategies }, (_, s) => {
    missWithin(form, s, none, misses);
    return misses[LEVELS]!;
  });
  return [...alone.keys()].sort((a, b) => alone[a]! - alone[b]! || a - b);
}
