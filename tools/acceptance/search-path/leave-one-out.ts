import { type BoostedTrees, firstTrees } from '@tiebreak/boosting';
import {
  type JudgedQueries,
  type LambdaMartSettings,
  type ListwiseSettings,
  type Ranker,
  scoreRows,
  trainLambdaMart,
  trainListwise,
} from '@tiebreak/learning-to-rank';
import { ndcg } from '@tiebreak/relevance';
import { foldOf, mean } from '@tiebreak/statistics';
import { FEATURES, type SearchedQuery } from './searched-query';

/** A way of learning from judged queries. */
export interface Learner {
  /** Whether candidates that nobody judged are learned from as not relevant, or left out. */
  readonly unjudged: 'irrelevant' | 'left out';
  readonly settings: ListwiseSettings | LambdaMartSettings;
}

const SEED = 1;
const FOLDS = 8;
const PENALTIES = [1_000, 100, 10, 1, 0.1, 0.01, 0.001];
const TREES = [10, 30];
const TREE = { leaves: 4, learningRate: 0.1, leastHessian: 1 };

/** Few queries teach little: weighted sums, held back more or less, and a few small trees. */
export const CHOICES: readonly Learner[] = (['irrelevant', 'left out'] as const).flatMap((unjudged) => [
  ...PENALTIES.map((l2) => ({ unjudged, settings: { l2 } })),
  ...TREES.map((trees) => ({ unjudged, settings: { ...TREE, trees } })),
]);

/** Where there is little time: the middle of the penalties. */
export const FEW_CHOICES: readonly Learner[] = CHOICES.slice(2, 5);

/** NDCG@10 of a query's candidates in the order of their scores, -Infinity left out; what nobody judged is not relevant. */
export function ndcgOf({ grades, ideal }: SearchedQuery, scores: Float64Array): number {
  const order = Array.from(scores.keys())
    .filter((i) => scores[i]! > -Infinity)
    .sort((a, b) => scores[b]! - scores[a]!);
  const ranked = order.map((i) => grades[i]!).map((grade) => (Number.isNaN(grade) ? 0 : grade));
  return ndcg(ranked, ideal, { cutoff: 10 });
}

/** What was learned for each query from others. */
export interface LeftOut {
  /** NDCG@10 of each query, by a ranker that was trained on all the others. */
  readonly ndcgs: readonly number[];
  /** How each of these rankers learned, which was chosen without the query too. */
  readonly chosen: readonly Learner[];
}

/** Leaves out one query after another; how to learn is chosen once for the queries of a fold, on the other folds. */
export function leaveOneOut(queries: readonly SearchedQuery[], learners: readonly Learner[]): LeftOut {
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    queries.filter(({ text }) => foldOf(text, FOLDS, SEED) === fold),
  );
  const byFold = chooseByFold(folds, learners);
  const chosen = queries.map((query) => byFold[folds.findIndex((fold) => fold.includes(query))]!);
  const ndcgs = queries.map((query, i) => {
    const others = queries.filter((other) => other !== query);
    return ndcgOf(query, scoreRows(trainAll(others, [chosen[i]!])[0]!, query.rows));
  });
  return { ndcgs, chosen };
}

/**
 * For each fold, the learner that is best by cross-validation over the other folds. What is learned without two folds serves
 * both, each for the choice that is made without the other; so pairs are trained once.
 */
function chooseByFold(folds: readonly (readonly SearchedQuery[])[], learners: readonly Learner[]): Learner[] {
  const values = folds.map(() => learners.map((): number[] => []));
  for (let one = 0; one < folds.length; one++)
    for (let other = one + 1; other < folds.length; other++) {
      const rankers = trainAll(folds.filter((_, fold) => fold !== one && fold !== other).flat(), learners);
      const judge = (chooser: number, unseen: number): void => {
        for (const query of folds[unseen]!)
          rankers.forEach((ranker, i) => values[chooser]![i]!.push(ndcgOf(query, scoreRows(ranker, query.rows))));
      };
      judge(one, other);
      judge(other, one);
    }
  return values.map((ofLearners) => {
    const means = ofLearners.map(mean);
    return learners[means.indexOf(Math.max(...means))]!;
  });
}

/** A ranker of each learner. Trees that differ only in how many they are grow once: fewer are the first of more. */
function trainAll(queries: readonly SearchedQuery[], learners: readonly Learner[]): Ranker[] {
  const judged = new Map<Learner['unjudged'], JudgedQueries>();
  const grown = new Map<Learner['unjudged'], BoostedTrees>();
  const most = Math.max(...TREES);
  return learners.map(({ unjudged, settings }) => {
    const learned = judged.get(unjudged) ?? toJudged(queries, unjudged);
    judged.set(unjudged, learned);
    if ('l2' in settings) return { kind: 'linear', model: trainListwise(learned, settings) };
    const all = grown.get(unjudged) ?? trainLambdaMart(learned, { ...TREE, trees: most }, SEED);
    grown.set(unjudged, all);
    return { kind: 'lambdamart', model: firstTrees(all, settings.trees) };
  });
}

function toJudged(queries: readonly SearchedQuery[], unjudged: Learner['unjudged']): JudgedQueries {
  const columns = FEATURES.names.length;
  const features: number[] = [];
  const grades: number[] = [];
  const offsets = [0];
  for (const query of queries) {
    query.grades.forEach((grade, i) => {
      if (Number.isNaN(grade) && unjudged === 'left out') return;
      features.push(...query.rows.subarray(i * columns, (i + 1) * columns));
      grades.push(Number.isNaN(grade) ? 0 : grade);
    });
    offsets.push(grades.length);
  }
  return {
    features: Float32Array.from(features),
    columns,
    grades: Float64Array.from(grades),
    offsets: Int32Array.from(offsets),
  };
}
