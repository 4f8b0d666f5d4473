import { binFeatures, type BoostedTrees, scoreStages, scoreTrees, trainBoostedTrees } from '@tiebreak/boosting';
import { mean, seededRandom } from '@tiebreak/statistics';
import { type JudgedQueries, queryNdcgs, selectQueries } from './judged-queries';
import { lambdaObjective } from './lambda-objective';

/** How the trees of a ranker are grown; what is not named is fixed. */
export interface RankerSettings {
  readonly leaves: number;
  readonly learningRate: number;
  readonly leastHessian: number;
  readonly trees: number;
}

/** A ranker: scores rows of features, better ones higher. */
export interface Ranker {
  readonly trees: BoostedTrees;
  readonly score: (features: Float32Array) => Float64Array;
}

/** A ranker, and how its settings were found. */
export interface ChosenRanker {
  readonly ranker: Ranker;
  readonly settings: RankerSettings;
  /** Mean NDCG over the folds, of each settings tried at their best number of trees. */
  readonly tried: readonly (RankerSettings & { readonly ndcg: number })[];
}

/** What is looked at is the first page of results. */
const CUTOFF = 10;
const FOLDS = 5;
/** As many trees as are tried; fewer are chosen. */
const MOST_TREES = 150;
/** Numbers of trees that are compared. */
const EVERY = 10;
const FIXED = { depth: 12, l2: 1, rowShare: 0.8, columnShare: 0.5 } as const;
const GRID: readonly Omit<RankerSettings, 'trees'>[] = [8, 16, 32].flatMap((leaves) =>
  [0.05, 0.1].flatMap((learningRate) => [0.01, 0.1].map((leastHessian) => ({ leaves, learningRate, leastHessian }))),
);

/** Trains LambdaMART with the given settings. @throws RangeError when no query has candidates of different grades */
export function trainRanker(queries: JudgedQueries, settings: RankerSettings, seed: number): Ranker {
  const binned = binFeatures({ features: queries.features, columns: queries.columns });
  const objective = lambdaObjective(queries, { cutoff: CUTOFF });
  const trees = trainBoostedTrees(binned, objective, { ...FIXED, ...settings, seed });
  return { trees, score: (features) => scoreTrees(trees, features) };
}

/**
 * Chooses settings by cross-validation over queries, and trains on all of them. Equal arguments give equal bits.
 * @param onProgress told the share of the work that is done
 * @throws RangeError when no query has candidates of different grades
 */
export function chooseRanker(
  queries: JudgedQueries,
  seed: number,
  onProgress: (share: number) => void = () => undefined,
): ChosenRanker {
  const count = queries.offsets.length - 1;
  const folds = foldsOf(count, seed);
  const tried = GRID.map((settings, i) => {
    const best = bestTrees(queries, folds, settings, seed);
    onProgress((i + 1) / (GRID.length + 1));
    return { ...settings, ...best };
  });
  const [{ ndcg: _, ...settings }] = [...tried].sort((a, b) => b.ndcg - a.ndcg) as [(typeof tried)[number]];
  const ranker = trainRanker(queries, settings, seed);
  onProgress(1);
  return { ranker, settings, tried };
}

/** The number of trees with the best mean NDCG on queries that were not learned from. */
function bestTrees(
  queries: JudgedQueries,
  folds: readonly (readonly number[])[],
  settings: Omit<RankerSettings, 'trees'>,
  seed: number,
): { readonly trees: number; readonly ndcg: number } {
  const byTrees: number[][] = Array.from({ length: MOST_TREES / EVERY }, () => []);
  folds.forEach((heldOut, fold) => {
    const others = folds.flatMap((queriesOfFold, other) => (other === fold ? [] : queriesOfFold));
    const { trees } = trainRanker(selectQueries(queries, others), { ...settings, trees: MOST_TREES }, seed);
    const unseen = selectQueries(queries, heldOut);
    scoreStages(trees, unseen.features, EVERY).forEach((scores, stage) => {
      byTrees[stage]!.push(...queryNdcgs(unseen, scores, CUTOFF));
    });
  });
  return byTrees
    .map((values, i) => ({ trees: (i + 1) * EVERY, ndcg: mean(values) }))
    .reduce((best, each) => (each.ndcg > best.ndcg ? each : best));
}

/** The queries in folds of about equal size, drawn by the seed. */
function foldsOf(count: number, seed: number): number[][] {
  const order = seededRandom(seed).shuffle(Array.from({ length: count }, (_, query) => query));
  return Array.from({ length: Math.min(FOLDS, count) }, (_, fold) => order.filter((_, i) => i % FOLDS === fold));
}
