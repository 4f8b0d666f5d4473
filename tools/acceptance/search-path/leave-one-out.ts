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
import { FULL_SIZE } from '../data';
import { FEATURES, type SearchedQuery } from './searched-query';

/** A way of learning from judged queries. */
export interface Learner {
  /** Whether candidates that nobody judged are learned from as not relevant, or left out. */
  readonly unjudged: 'irrelevant' | 'left out';
  readonly settings: ListwiseSettings | LambdaMartSettings;
}

const SEED = 1;
const INNER_FOLDS = 5;
const PENALTIES = [1, 0.3, 0.1, 0.03];
const TREES = [10, 30].map((trees) => ({ leaves: 4, learningRate: 0.1, leastHessian: 1, trees }));

/** Few queries teach little: weighted sums, strongly held back, and a few small trees. */
const CHOICES: readonly Learner[] = (['irrelevant', 'left out'] as const).flatMap((unjudged) => [
  ...PENALTIES.map((l2) => ({ unjudged, settings: { l2 } })),
  ...TREES.map((settings) => ({ unjudged, settings })),
]);

/** In the size for CI there is no time to choose. */
const LEARNERS = FULL_SIZE ? CHOICES : CHOICES.slice(1, 2);

/** NDCG@10 of a query's candidates in the order of their scores, -Infinity left out; what nobody judged is not relevant. */
export function ndcgOf({ grades, ideal }: SearchedQuery, scores: Float64Array): number {
  const order = Array.from(scores.keys())
    .filter((i) => scores[i]! > -Infinity)
    .sort((a, b) => scores[b]! - scores[a]!);
  const ranked = order.map((i) => grades[i]!).map((grade) => (Number.isNaN(grade) ? 0 : grade));
  return ndcg(ranked, ideal, { cutoff: 10 });
}

/** NDCG@10 of each query by a ranker that was chosen and trained on the others alone, and how it learned. */
export function leaveOneOut(queries: readonly SearchedQuery[]): {
  readonly ndcgs: number[];
  readonly chosen: Learner[];
} {
  const rankers = queries.map((unseen) =>
    chooseRanker(
      queries.filter((query) => query !== unseen),
      LEARNERS,
    ),
  );
  return {
    ndcgs: queries.map((query, i) => ndcgOf(query, scoreRows(rankers[i]!.ranker, query.rows))),
    chosen: rankers.map(({ learner }) => learner),
  };
}

/** A ranker chosen among the learners by cross-validation over the queries, and trained on all of them. */
function chooseRanker(
  queries: readonly SearchedQuery[],
  learners: readonly Learner[],
): { readonly learner: Learner; readonly ranker: Ranker } {
  if (learners.length === 1) return { learner: learners[0]!, ranker: train(queries, learners[0]!) };
  const folds = Array.from({ length: INNER_FOLDS }, (_, fold) => ({
    learned: queries.filter(({ text }) => foldOf(text, INNER_FOLDS, SEED) !== fold),
    unseen: queries.filter(({ text }) => foldOf(text, INNER_FOLDS, SEED) === fold),
  }));
  const tried = learners.map((learner) => ({
    learner,
    value: mean(
      folds.flatMap(({ learned, unseen }) => {
        const ranker = train(learned, learner);
        return unseen.map((query) => ndcgOf(query, scoreRows(ranker, query.rows)));
      }),
    ),
  }));
  const { learner } = tried.reduce((best, each) => (each.value > best.value ? each : best));
  return { learner, ranker: train(queries, learner) };
}

function train(queries: readonly SearchedQuery[], { unjudged, settings }: Learner): Ranker {
  const judged = toJudged(queries, unjudged);
  return 'l2' in settings
    ? { kind: 'linear', model: trainListwise(judged, settings) }
    : { kind: 'lambdamart', model: trainLambdaMart(judged, settings, SEED) };
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
