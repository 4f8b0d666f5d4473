import { bootstrap, foldOf, type Interval } from '@tiebreak/statistics';
import { type JudgedQueries, queryNdcgs, querySays } from './judged-queries';
import { selectColumns } from './ranking-features';
import type { RankingModel } from './ranking-model';

/** Queries that neither ranker learned from. */
export interface GateQueries {
  readonly queries: JudgedQueries;
  /** Names of the columns. */
  readonly featureNames: readonly string[];
}

/** Whether a ranker may replace another, and why not. */
export interface RankerVerdict {
  readonly passed: boolean;
  /** What was found; when refused, what against. */
  readonly reasons: readonly string[];
  /** Queries with a relevant candidate. */
  readonly queries: number;
  /** Mean NDCG@10 of each, by the queries' weights where there are any. */
  readonly incumbent: number;
  readonly candidate: number;
  /** 95% interval of candidate - incumbent, by bootstrap over queries. */
  readonly interval: Interval;
}

const CUTOFF = 10;
const FOLDS = 5;
/** Fewer queries let almost every ranker pass. */
const LEAST_QUERIES = 20;

/**
 * Which queries are left to the gate: one in five, by their ids alone, so that a query never moves between the two when
 * others are added.
 * @returns places of the queries to learn from, and of those to judge on
 */
export function splitForGate(ids: readonly string[]): { readonly learned: number[]; readonly gate: number[] } {
  const [learned, gate]: [number[], number[]] = [[], []];
  ids.forEach((id, query) => (foldOf(id, FOLDS, 0) === 0 ? gate : learned).push(query));
  return { learned, gate };
}

/**
 * Compares a retrained ranker with the one that serves, on the same queries, and refuses it when it is clearly worse (the
 * interval of the difference lies below 0) or when that cannot be said. Rankers may have other features: each gets those
 * that it names, missing where these queries lack them.
 * @param incumbent undefined when none serves yet: then candidates stand in the order given
 * @param seed of the bootstrap
 */
export async function judgeRanker(
  incumbent: RankingModel | undefined,
  candidate: RankingModel,
  { queries, featureNames }: GateQueries,
  seed: number,
): Promise<RankerVerdict> {
  const says = querySays(queries);
  const [before, after] = await Promise.all(
    [incumbent, candidate].map(async (model) =>
      queryNdcgs(queries, await scores(model, queries, featureNames), CUTOFF),
    ),
  );
  const whole = Int32Array.from(says.keys());
  const weighted = (values: readonly number[], sampled: Int32Array): number => {
    let [sum, weight] = [0, 0];
    for (const query of sampled) {
      sum += says[query]! * values[query]!;
      weight += says[query]!;
    }
    return sum / weight;
  };
  const differences = after!.map((value, query) => value - before![query]!);
  const { difference: interval } = bootstrap({
    units: says.length,
    statistic: (sampled) => ({ difference: weighted(differences, sampled) }),
    seed,
  });
  const figures = { incumbent: weighted(before!, whole), candidate: weighted(after!, whole) };
  const said = `NDCG@10 ${figures.candidate.toFixed(4)} against ${figures.incumbent.toFixed(4)}, difference in [${interval.map((end) => end.toFixed(4)).join(', ')}] on ${says.length} queries`;
  const refusals = [
    ...(says.length < LEAST_QUERIES
      ? [
          `expected at least ${LEAST_QUERIES} held-out queries with a relevant candidate, got ${says.length}; wait for more`,
        ]
      : []),
    ...(interval[1] < 0 ? [`clearly worse: ${said}`] : []),
  ];
  return {
    passed: refusals.length === 0,
    reasons: refusals.length === 0 ? [`not clearly worse: ${said}`] : refusals,
    queries: says.length,
    ...figures,
    interval,
  };
}

async function scores(
  model: RankingModel | undefined,
  { features, grades }: JudgedQueries,
  names: readonly string[],
): Promise<Float64Array> {
  if (model === undefined) return new Float64Array(grades.length);
  return model.score(selectColumns(features, names, model.featureNames), grades.length);
}
