import { DEPTHS, LEVELS } from '../decision/decision-space';
import { type FindOdds, WEIGHT_OF_MISS } from '../model/find-odds';
import type { Price } from './price';

/** Passes over the chain; one that changes nothing is the last. */
const PASSES = 2;
// Imported bindings are looked up at every use, which counts in these loops.
const depthOf = Float64Array.from(DEPTHS);
const most = LEVELS;

/**
 * Gives each strategy of a chain in turn the level that is best with the others as they are, in place, while the chain's value
 * rises. A chain is the order in which strategies count as having missed before the next.
 */
export function improveChain(
  form: FindOdds,
  levels: Uint8Array,
  chain: readonly number[],
  latencies: readonly number[],
  price: Price,
): void {
  const value = chainValue(form, levels, chain, latencies, price);
  let best = value();
  for (let pass = 0; pass < PASSES; pass++) {
    const before = best;
    for (const s of chain) {
      let kept = levels[s]!;
      for (let level = 0; level <= most; level++) {
        if (level === kept) continue;
        levels[s] = level;
        const tried = value();
        if (tried > best) {
          best = tried;
          kept = level;
        }
      }
      levels[s] = kept;
    }
    if (best === before) return;
  }
}

/** The value of the chain at `levels` as they are when it is asked for. */
function chainValue(
  { strategies, odds, pairs }: FindOdds,
  levels: Uint8Array,
  chain: readonly number[],
  latencies: readonly number[],
  { perCandidate, perMillisecond }: Price,
): () => number {
  const length = chain.length;
  const width = most + 1;
  // How much a miss of the chain's b-th at a level multiplies the odds of its a-th.
  const factors = new Float64Array(length * length * width).fill(1);
  if (pairs !== undefined)
    for (let a = 0; a < length; a++)
      for (let b = 0; b < a; b++)
        for (let level = 1; level <= most; level++)
          factors[(a * length + b) * width + level] = Math.exp(
            pairs[chain[a]! * strategies + chain[b]!]! * WEIGHT_OF_MISS[level]!,
          );
  return () => {
    let hits = 1;
    let candidates = 0;
    let slowest = 0;
    for (let a = 0; a < length; a++) {
      const s = chain[a]!;
      const level = levels[s]!;
      if (level === 0) continue;
      let factor = 1;
      for (let b = 0; b < a; b++) factor *= factors[(a * length + b) * width + levels[chain[b]!]!]!;
      for (let j = 0; j < level; j++) hits *= 1 + odds[s * most + j]! * factor;
      candidates += depthOf[level]!;
      if (latencies[s]! > slowest) slowest = latencies[s]!;
    }
    return 1 - 1 / hits - perCandidate * candidates - perMillisecond * slowest;
  };
}
