import { type BoostedTrees, scoreTrees } from '@tiebreak/boosting';
import { type Fold, foldsOf } from './folds';
import { type JudgedQueries, queryNdcgs, querySays } from './judged-queries';
import { binQueries, CUTOFF, growLambdaMart, type LambdaMartSettings, trainLambdaMart } from './lambda-mart';

/** A ranker, and how its settings were found. */
export interface ChosenLambdaMart {
  readonly trees: BoostedTrees;
  readonly settings: LambdaMartSettings;
  /** Mean NDCG@10 over the folds, of each settings tried at their best number of trees. */
  readonly tried: readonly (LambdaMartSettings & { readonly ndcg: number })[];
}

/** As many trees as are tried; fewer are chosen. */
const MOST_TREES = 150;
/** Numbers of trees that are compared. */
const EVERY = 10;
/** So many more trees that bring nothing end the growing. */
const PATIENCE = 30;
const GRID: readonly Omit<LambdaMartSettings, 'trees'>[] = [8, 16, 32].flatMap((leaves) =>
  [0.05, 0.1].flatMap((learningRate) => [0.01, 0.1].map((leastHessian) => ({ leaves, learningRate, leastHessian }))),
);

/**
 * Chooses settings by cross-validation over queries, and trains on all of them. Equal arguments give equal bits.
 * @param onProgress told the share of the work that is done
 * @throws RangeError when no query has candidates of different grades
 */
export function chooseLambdaMart(
  queries: JudgedQueries,
  seed: number,
  onProgress: (share: number) => void = () => undefined,
): ChosenLambdaMart {
  const folds = foldsOf(queries, seed).map(({ learned, unseen }) => ({ learned, unseen, binned: binQueries(learned) }));
  const tried = GRID.map((settings, i) => {
    const best = bestTrees(folds, settings, seed);
    onProgress((i + 1) / (GRID.length + 1));
    return { ...settings, ...best };
  });
  const { ndcg: _, ...settings } = tried.reduce((best, each) => (each.ndcg > best.ndcg ? each : best));
  const trees = trainLambdaMart(queries, settings, seed);
  onProgress(1);
  return { trees, settings, tried };
}

/** The number of trees with the best mean NDCG on queries that were not learned from. The folds grow side by side. */
function bestTrees(
  folds: readonly (Fold & { readonly binned: ReturnType<typeof binQueries> })[],
  settings: Omit<LambdaMartSettings, 'trees'>,
  seed: number,
): { readonly trees: number; readonly ndcg: number } {
  const growing = folds.map(({ learned, unseen, binned }) => ({
    unseen,
    grown: growLambdaMart(learned, binned, { ...settings, trees: MOST_TREES }, seed),
    scores: new Float64Array(unseen.grades.length),
  }));
  let best = { trees: 0, ndcg: -1 };
  for (let trees = EVERY; trees <= Math.min(MOST_TREES, best.trees + PATIENCE); trees += EVERY) {
    for (const { grown, scores, unseen } of growing) {
      const next = Array.from({ length: EVERY }, () => grown.next().value!);
      scoreTrees({ columns: unseen.columns, start: 0, trees: next }, unseen.features).forEach((value, row) => {
        scores[row]! += value;
      });
    }
    const ndcg = weightedNdcg(growing);
    if (ndcg > best.ndcg) best = { trees, ndcg };
  }
  return best;
}

/** Mean NDCG over the unseen queries, each by its say: self-normalised, where there are weights. */
function weightedNdcg(measured: readonly { readonly unseen: JudgedQueries; readonly scores: Float64Array }[]): number {
  let sum = 0;
  let says = 0;
  for (const { unseen, scores } of measured) {
    const ofQueries = querySays(unseen);
    queryNdcgs(unseen, scores, CUTOFF).forEach((value, query) => {
      sum += ofQueries[query]! * value;
      says += ofQueries[query]!;
    });
  }
  return sum / says;
}
