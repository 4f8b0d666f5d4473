import { DEPTHS } from '../decision/decision-space';

/** What a choice costs, in units of one entity found. */
export interface Price {
  /** Of each candidate asked for. */
  readonly perCandidate: number;
  /** Of each millisecond that the slowest strategy that runs is expected to take. */
  readonly perMillisecond: number;
}

/** Cost of running strategies at these levels: candidates by the sum, latency by the slowest, as they run at once. */
export function costOf(levels: ArrayLike<number>, latencies: readonly number[], price: Price): number {
  let [candidates, slowest] = [0, 0];
  for (let s = 0; s < levels.length; s++) {
    if (levels[s] === 0) continue;
    candidates += DEPTHS[levels[s]!]!;
    slowest = Math.max(slowest, latencies[s]!);
  }
  return price.perCandidate * candidates + price.perMillisecond * slowest;
}
