import { bootstrap, type Interval, mean } from '@tiebreak/statistics';
import type { Price } from '../choosing/price';
import { clairvoyantValue, candidatesOf, type QueryTable, valueOf } from './query-table';
import type { SimulationRun } from './simulate';
import { staticAt, staticCoverage, type StaticVector } from './static-frontier';

/** A mean over rounds with its 95% interval, by bootstrap over groups of queries: rounds of one are not independent. */
export interface Difference {
  readonly value: number;
  readonly interval: Interval;
}

/** How policies did on some queries: all of them, or those of a kind. */
export interface Coverage {
  readonly kind: string;
  readonly rounds: number;
  /** Share of rounds whose entity was found. */
  readonly coverage: number;
  /** Mean candidates asked for. */
  readonly candidates: number;
  /** What the best depth vectors reach with as many candidates. */
  readonly staticCoverage: number;
  /** Coverage minus that. */
  readonly aboveStatic: Difference;
}

/** Name of the group of all queries. */
export const ALL_KINDS = 'all';

/** All queries, then each kind in the table's order. */
export function kindsOf({ queries }: QueryTable): string[] {
  return [ALL_KINDS, ...new Set(queries.map(({ kind }) => kind))];
}

/**
 * Coverage against the best static depth vectors at equal expected candidates, for all queries and each kind by itself.
 * @param runs of one policy with several seeds
 * @param frontier tuned on other queries
 */
export function coverageByKind(
  table: QueryTable,
  runs: readonly SimulationRun[],
  frontier: readonly StaticVector[],
  seed: number,
): Coverage[] {
  return kindsOf(table).map((kind) => {
    const rounds = runs.flatMap((run) => roundsOf(table, run, kind));
    const coverage = mean(rounds.map(({ found }) => found));
    const candidates = mean(rounds.map(({ levels }) => candidatesOf(levels)));
    const best = staticAt(frontier, candidates);
    const byStatic = table.queries.map((query) => staticCoverage(best, query));
    return {
      ...{ kind, coverage, candidates },
      rounds: rounds.length,
      staticCoverage: mean(rounds.map(({ query }) => byStatic[query]!)),
      aboveStatic: meanByQuery(
        table,
        rounds.map(({ query, found }) => ({ query, difference: found - byStatic[query]! })),
        seed,
      ),
    };
  });
}

/**
 * By how much one policy is worth more than another at the same price, a round. It bounds the difference of coverage at equal
 * candidates from below: a policy that chooses by this price moves along its curve of coverage against candidates at a slope
 * of the price or less, so that with as many candidates as the first the second would cover at most its value plus their price.
 * @param runs and `others` with the same seeds in the same order
 */
export function valueAbove(
  table: QueryTable,
  runs: readonly SimulationRun[],
  others: readonly SimulationRun[],
  price: Price,
  seed: number,
): Difference {
  const values = others.map((run) => valuesOf(table, run, price));
  const differences = runs.flatMap((run, i) =>
    Array.from(valuesOf(table, run, price), (value, t) => ({
      query: run.queries[t]!,
      difference: value - values[i]![t]!,
    })),
  );
  return meanByQuery(table, differences, seed);
}

interface Round {
  readonly query: number;
  readonly found: number;
  readonly levels: Uint8Array;
}

function roundsOf({ space, queries }: QueryTable, run: SimulationRun, kind: string): Round[] {
  const count = space.strategies.length;
  return Array.from(run.queries, (query, t) => ({
    query,
    found: run.found[t]!,
    levels: run.levels.subarray(t * count, (t + 1) * count),
  })).filter(({ query }) => kind === ALL_KINDS || queries[query]!.kind === kind);
}

function meanByQuery(
  { queries }: QueryTable,
  rounds: readonly { query: number; difference: number }[],
  seed: number,
): Difference {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { query, difference } of rounds) {
    const { id, group = id } = queries[query]!;
    const known = sums.get(group) ?? { sum: 0, count: 0 };
    sums.set(group, { sum: known.sum + difference, count: known.count + 1 });
  }
  const units = [...sums.values()];
  const { value: interval } = bootstrap({
    units: units.length,
    draws: 1_000,
    seed,
    statistic: (sampled) => {
      let [sum, count] = [0, 0];
      for (const i of sampled) {
        sum += units[i]!.sum;
        count += units[i]!.count;
      }
      return { value: sum / count };
    },
  });
  return { value: mean(rounds.map(({ difference }) => difference)), interval };
}

/** What each round was worth. */
export function valuesOf({ space, queries }: QueryTable, run: SimulationRun, price: Price): Float64Array {
  const count = space.strategies.length;
  return Float64Array.from(run.queries, (query, t) =>
    valueOf(run.levels.subarray(t * count, (t + 1) * count), queries[query]!, price),
  );
}

/** What each round lost against an oracle's levels for its query. @param oracle levels of each query; without it the clairvoyant */
export function regretsOf(
  table: QueryTable,
  run: SimulationRun,
  price: Price,
  oracle?: readonly Uint8Array[],
): Float64Array {
  const best = table.queries.map((query, i) =>
    oracle === undefined ? clairvoyantValue(query, price) : valueOf(oracle[i]!, query, price),
  );
  const values = valuesOf(table, run, price);
  return values.map((value, t) => best[run.queries[t]!]! - value);
}

/** Means of `windows` equal parts of a run's rounds, in order. */
export function byWindow(values: ArrayLike<number>, windows: number): number[] {
  return Array.from({ length: windows }, (_, w) => {
    const [from, to] = [w, w + 1].map((edge) => Math.floor((edge * values.length) / windows)) as [number, number];
    return mean(Array.prototype.slice.call(values, from, to) as number[]);
  });
}

/** For each strategy, the share of rounds in which it ran, by window. */
export function sharesByWindow(run: SimulationRun, strategies: number, windows: number): number[][] {
  return Array.from({ length: strategies }, (_, s) =>
    byWindow(
      Uint8Array.from(run.queries, (_query, t) => (run.levels[t * strategies + s]! > 0 ? 1 : 0)),
      windows,
    ),
  );
}
