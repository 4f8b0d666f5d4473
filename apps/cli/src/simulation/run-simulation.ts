import {
  byWindow,
  contextualOracle,
  coverageByKind,
  covers,
  namedPolicy,
  type Price,
  type QueryTable,
  regretsOf,
  sharesByWindow,
  simulate,
  type SimulationRun,
  staticAt,
  staticCoverage,
  staticFrontier,
  untaughtPolicy,
  valueAbove,
  valuesOf,
  withBroken,
} from '@tiebreak/bandit';
import type { Recovery, SimulationContents, SimulatedPolicy } from '@tiebreak/report';
import { foldOf, mean } from '@tiebreak/statistics';

export interface SimulationPlan {
  readonly file: string;
  /** The first is held against the others. */
  readonly policies: readonly string[];
  readonly rounds: number;
  readonly seeds: number;
  readonly price: Price;
  /** Probability that the user does not confirm what was found. */
  readonly noise: number;
  /** Whether policies are also run at other prices, to draw coverage against cost. */
  readonly curves: boolean;
  /** A strategy that breaks halfway in runs of their own. */
  readonly broken?: string | undefined;
}

/** Parts that a run is cut into for what changes over time. */
const WINDOWS = 40;
/** Prices at which coverage against cost is drawn, as multiples of the plan's. */
const PRICES = [0.25, 0.5, 1, 2, 4];
/** Rounds after a break, and those of them that recovery is measured over. */
const RECOVERY = { rounds: 2_000, window: 500 };
const SEED = 1;

/** The half of a table that policies meet, and the half that static depth vectors are tuned on; each group always in the same. */
export function halves({ space, queries }: QueryTable): { met: QueryTable; others: QueryTable } {
  const half = (fold: number): QueryTable => ({
    space,
    queries: queries.filter(({ id, group = id }) => foldOf(group, 2, SEED) === fold),
  });
  return { met: half(0), others: half(1) };
}

/** Runs all policies over the same queries and measures them. @param onProgress told the share of the work that is done */
export function runSimulation(
  table: QueryTable,
  plan: SimulationPlan,
  onProgress: (share: number) => void,
): SimulationContents {
  const { met, others } = halves(table);
  const { policies, rounds, seeds, price, noise, curves, broken } = plan;
  const factors = curves ? PRICES : [1];
  const all = policies.length * (seeds + factors.length - 1) + (broken === undefined ? 0 : seeds);
  let done = 0;
  const run = (name: string, seed: number, at: Price, more: { broken?: { strategy: number; from: number } } = {}) => {
    const result = simulate(met, untaughtPolicy(namedPolicy(name, met.space, at), met.space), {
      ...{ rounds: more.broken === undefined ? rounds : more.broken.from + RECOVERY.rounds, seed, noise, ...more },
      onProgress: (share) => {
        onProgress((done + share) / all);
      },
    });
    done++;
    return result;
  };
  const frontier = staticFrontier(others);
  const oracle = contextualOracle(met, price, SEED);
  const runs = new Map(
    policies.map((name) => [name, Array.from({ length: seeds }, (_, seed) => run(name, seed, price))]),
  );
  const first = runs.get(policies[0]!)!;
  const kinds = coverageByKind(met, first, frontier, SEED).map(({ kind }) => kind);
  return {
    ...{ file: plan.file, rounds, seeds, noise, price: price.perCandidate, strategies: met.space.strategies, kinds },
    queries: { met: met.queries.length, tuned: others.queries.length },
    policies: policies.map((name): SimulatedPolicy => {
      const own = runs.get(name)!;
      const points = factors.map((factor) => {
        const at = { ...price, perCandidate: price.perCandidate * factor };
        return coverageByKind(met, factor === 1 ? own.slice(0, 1) : [run(name, 0, at)], frontier, SEED);
      });
      return {
        name,
        coverage: coverageByKind(met, own, frontier, SEED),
        value: mean(own.map((each) => mean(valuesOf(met, each, price)))),
        above: valueAbove(met, first, own, price, SEED),
        regret: own.map((each) => byWindow(regretsOf(met, each, price, oracle), WINDOWS)),
        clairvoyantRegret: mean(own.map((each) => mean(regretsOf(met, each, price)))),
        shares: meanOf(own.map((each) => sharesByWindow(each, met.space.strategies.length, WINDOWS))),
        curve: kinds.map((_, k) =>
          points.map((rows) => ({ candidates: rows[k]!.candidates, coverage: rows[k]!.coverage })),
        ),
      };
    }),
    frontier: kinds.map((kind, k) => {
      const queries = met.queries.filter((query) => k === 0 || query.kind === kind);
      return frontier.map(({ candidates }) => ({
        candidates,
        coverage: mean(queries.map((query) => staticCoverage(staticAt(frontier, candidates), query))),
      }));
    }),
    ...(broken === undefined
      ? {}
      : {
          recovery: recoveryOf(met, broken, plan, (seed, at) => run(policies[0]!, seed, price, { broken: at })),
        }),
  };
}

/** How the first policy does once a strategy broke, against the contextual oracle that does without it. */
function recoveryOf(
  table: QueryTable,
  name: string,
  { rounds, seeds, price }: SimulationPlan,
  run: (seed: number, broken: { strategy: number; from: number }) => SimulationRun,
): Recovery {
  const strategy = table.space.strategies.indexOf(name);
  const from = Math.floor(rounds / 2);
  const without = withBroken(table, strategy);
  const oracle = contextualOracle(without, price, SEED).map((levels) => levels.with(strategy, 0));
  const covered = oracle.map((levels, i) => (covers(levels, without.queries[i]!) ? 1 : 0));
  const shares = Array.from({ length: seeds }, (_, seed) => {
    const { queries, found } = run(seed, { strategy, from });
    const last = -RECOVERY.window;
    return mean(found.slice(last)) / mean(Array.from(queries.slice(last), (query) => covered[query]!));
  });
  return { strategy: name, rounds: RECOVERY.rounds, window: RECOVERY.window, share: mean(shares), shares };
}

/** Mean of tables of the same shape, cell by cell. */
function meanOf(tables: readonly (readonly (readonly number[])[])[]): number[][] {
  return tables[0]!.map((row, r) => row.map((_, c) => mean(tables.map((table) => table[r]![c]!))));
}
