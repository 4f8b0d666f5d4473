import type { Price } from '../choosing/price';
import { DEPTHS, LEVELS } from '../decision/decision-space';
import { mean } from '@tiebreak/statistics';
import { candidatesOf, covers, type QueryTable, type TableQuery } from './query-table';

/** One depth vector for all queries, and how it did on the queries that it was tuned on. */
export interface StaticVector {
  readonly levels: Uint8Array;
  readonly candidates: number;
  /** Share of the queries whose entity it finds. */
  readonly coverage: number;
}

/**
 * The depth vector that is worth most over a table, exactly: depth-first over strategies, leaving out what cannot beat the
 * best so far even if all strategies that are left were deep and free. Latency counts by each strategy's mean.
 */
export function bestStaticVector(table: QueryTable, price: Price): StaticVector {
  const { space, queries } = table;
  const count = space.strategies.length;
  const latencies = space.strategies.map((_, s) => mean(queries.map(({ context }) => context.latencies[s]!)));
  const sets = space.strategies.map((_, s) => DEPTHS.map((depth) => coveredSet(queries, s, depth)));
  // What all strategies from s on would cover at most.
  const rest: Uint32Array[] = [new Uint32Array(sets[0]![0]!.length)];
  for (let s = count - 1; s >= 0; s--) rest.unshift(union(rest[0]!, sets[s]![LEVELS]!));
  let best = { value: 0, levels: new Uint8Array(count) };
  const levels = new Uint8Array(count);
  const search = (s: number, covered: Uint32Array, candidates: number, slowest: number): void => {
    const cost = price.perCandidate * candidates + price.perMillisecond * slowest;
    if (sizeOf(union(covered, rest[s]!)) / queries.length - cost <= best.value) return;
    if (s === count) {
      best = { value: sizeOf(covered) / queries.length - cost, levels: levels.slice() };
      return;
    }
    for (let level = LEVELS; level >= 0; level--) {
      levels[s] = level;
      const wait = level === 0 ? slowest : Math.max(slowest, latencies[s]!);
      search(s + 1, union(covered, sets[s]![level]!), candidates + DEPTHS[level]!, wait);
    }
  };
  search(0, new Uint32Array(rest[0]!.length), 0, 0);
  return vectorOver(best.levels, queries);
}

function vectorOver(levels: Uint8Array, queries: readonly TableQuery[]): StaticVector {
  const found = queries.filter((query) => covers(levels, query)).length;
  return { levels, candidates: candidatesOf(levels), coverage: found / queries.length };
}

/** From cheap to dear: prices that give all vectors worth having. */
const PRICES = Array.from({ length: 40 }, (_, i) => 0.1 * 0.8 ** i);

/**
 * Depth vectors by rising candidates, each the best of all at some price: the upper hull of coverage against candidates.
 * With the empty vector first and any two neighbours mixed, there is one for every number of candidates.
 */
export function staticFrontier(table: QueryTable): StaticVector[] {
  const vectors = PRICES.map((perCandidate) => bestStaticVector(table, { perCandidate, perMillisecond: 0 }));
  const none = vectorOver(new Uint8Array(table.space.strategies.length), table.queries);
  return [none, ...vectors].filter(({ candidates }, i, all) => i === 0 || candidates > all[i - 1]!.candidates);
}

/** Two depth vectors, of which the second is taken with probability `share`. */
export interface StaticMix {
  readonly vectors: readonly [StaticVector, StaticVector];
  readonly share: number;
}

/** The best that depth vectors reach with so many candidates on average; beyond the frontier its end. */
export function staticAt(frontier: readonly StaticVector[], candidates: number): StaticMix {
  const above = frontier.findIndex((vector) => vector.candidates >= candidates);
  const last = frontier.at(-1)!;
  if (above < 0) return { vectors: [last, last], share: 0 };
  const [low, high] = [frontier[Math.max(0, above - 1)]!, frontier[above]!];
  const width = high.candidates - low.candidates;
  return { vectors: [low, high], share: width === 0 ? 0 : (candidates - low.candidates) / width };
}

/** Probability that a mix finds what a query wants. */
export function staticCoverage({ vectors: [low, high], share }: StaticMix, query: TableQuery): number {
  return (1 - share) * (covers(low.levels, query) ? 1 : 0) + share * (covers(high.levels, query) ? 1 : 0);
}

/** Bits of the queries whose entity a strategy has within a depth. */
function coveredSet(queries: readonly TableQuery[], s: number, depth: number): Uint32Array {
  const set = new Uint32Array(Math.ceil(queries.length / 32));
  queries.forEach(({ ranks }, i) => {
    if (ranks[s]! > 0 && ranks[s]! <= depth) set[i >> 5]! |= 1 << (i & 31);
  });
  return set;
}

function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) both[i] = a[i]! | b[i]!;
  return both;
}

function sizeOf(set: Uint32Array): number {
  let bits = 0;
  for (let word of set) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    bits += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return bits;
}
