import { DEPTHS, LEVELS } from '../decision/decision-space';
import { type FindOdds, WEIGHT_OF_MISS } from '../model/find-odds';
import { improveChain } from './improve-chain';
import type { Price } from './price';

// Imported bindings are looked up at every use, which counts in these loops.
const depthOf = Float64Array.from(DEPTHS);
const most = LEVELS;

/**
 * Levels that are worth much when misses of one strategy tell of another. No way is known that is exact and fast, and as the
 * value may fall too, greedy choice carries no guarantee of 1 - 1/e; tests hold it against trying everything.
 *
 * The strategy and depth that gain most, given that those before missed, come next, until nothing gains; then levels are
 * changed one at a time.
 */
export function chooseOverlapping(form: FindOdds, latencies: readonly number[], price: Price): Uint8Array {
  const { strategies, odds, pairs } = form;
  const levels = new Uint8Array(strategies);
  const chain: number[] = [];
  // How the misses so far change each strategy's odds.
  const factors = new Float64Array(strategies).fill(1);
  let miss = 1;
  let slowest = 0;
  for (;;) {
    let [best, next, level, nextMiss] = [0, -1, 0, 1];
    for (let s = 0; s < strategies; s++) {
      if (levels[s]! > 0) continue;
      const waiting = price.perMillisecond * Math.max(0, latencies[s]! - slowest);
      let hits = 1;
      for (let j = 1; j <= most; j++) {
        // Not even finding it for certain would gain more.
        if (miss - price.perCandidate * depthOf[j]! - waiting <= best) break;
        hits *= 1 + odds[s * most + j - 1]! * factors[s]!;
        const gain = miss * (1 - 1 / hits) - price.perCandidate * depthOf[j]! - waiting;
        if (gain > best) {
          best = gain;
          next = s;
          level = j;
          nextMiss = 1 / hits;
        }
      }
    }
    if (next < 0) break;
    miss *= nextMiss;
    levels[next] = level;
    slowest = Math.max(slowest, latencies[next]!);
    chain.push(next);
    if (pairs !== undefined)
      for (let s = 0; s < strategies; s++)
        if (levels[s] === 0) factors[s]! *= Math.exp(pairs[s * strategies + next]! * WEIGHT_OF_MISS[level]!);
  }
  if (chain.length > 0) {
    // Those that were left out may be worth it once others run less deep.
    for (let s = 0; s < strategies; s++) if (levels[s] === 0) chain.push(s);
    improveChain(form, levels, chain, latencies, price);
  }
  return levels;
}
