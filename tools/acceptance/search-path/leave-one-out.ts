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
const INNER_FOLDS = 5;
const PENALTIES = [1_000, 100, 10, 1, 0.1, 0.01, 0.001];
const TREES = [10, 30];
const TREE = { leaves: 4, learningRate: 0.1, leastHessian: 1 };

/** Few queries teach little: weighted sums, held back more or less, and a few small trees. */
export const CHOICES: readonly Learner[] = (['irrelevant', 'left out'] as const).flatMap((unjudged) => [
  ...PENALTIES.map((l2) => ({ unjudged, settings: { l2 } })),
  ...TREES.map((trees) => ({ unjudged, settings: { ...TREE, trees } })),
]);

/** What is used where there is no time to choose: the middle of the penalties. */
export const ONE_CHOICE: readonly Learner[] = CHOICES.slice(3, 4);

/** NDCG@10 of a query's candidates in the order of their scores, -Infinity left out; what nobody judged is not relevant. */
export function ndcgOf({ grades, ideal }: SearchedQuery, scores: Float64Array): number {
  const order = Array.from(scores.keys())
    .filter((i) => scores[i]! > -Infinity)
    .sort((a, b) => scores[b]! - scores[a]!);
  const ranked = order.map((i) => grades[i]!).map((grade) => (Number.isNaN(grade) ? 0 : grade));
  return ndcg(ranked, ideal, { cutoff: 10 });
}

/** What was learned for each query from all the others. */
export interface LeftOut {
  /** NDCG@10 of each query, by a ranker that was chosen and trained on the others alone. */
  readonly ndcgs: readonly number[];
  /** How each of these rankers learned. */
  readonly chosen: readonly Learner[];
}

/** Leaves out one query after another. @param learners among which is chosen by cross-validation inside the others */
export function leaveOneOut(queries: readonly SearchedQuery[], learners: readonly Learner[]): LeftOut {
  const kept = new Map<string, readonly Ranker[]>();
  /** By each learner. Leaving out any query of a fold leaves the same queries outside of it: they teach once. */
  const learnedFrom = (some: readonly SearchedQuery[]): readonly Ranker[] => {
    const key = some.map(({ text }) => text).join('\n');
    const rankers = kept.get(key) ?? trainAll(some, learners);
    kept.set(key, rankers);
    return rankers;
  };
  const chosen = queries.map((unseen) =>
    chooseLearner(
      queries.filter((query) => query !== unseen),
      learners,
      learnedFrom,
    ),
  );
  return {
    ndcgs: queries.map((query, i) => {
      const others = queries.filter((other) => other !== query);
      return ndcgOf(query, scoreRows(trainAll(others, [chosen[i]!])[0]!, query.rows));
    }),
    chosen,
  };
}

/** The learner that is best on queries of folds that it did not see. */
function chooseLearner(
  queries: readonly SearchedQuery[],
  learners: readonly Learner[],
  learnedFrom: (queries: readonly SearchedQuery[]) => readonly Ranker[],
): Learner {
  if (learners.length === 1) return learners[0]!;
  const values = learners.map((): number[] => []);
  for (let fold = 0; fold < INNER_FOLDS; fold++) {
    const isUnseen = ({ text }: SearchedQuery): boolean => foldOf(text, INNER_FOLDS, SEED) === fold;
    const rankers = learnedFrom(queries.filter((query) => !isUnseen(query)));
    for (const query of queries.filter(isUnseen))
      rankers.forEach((ranker, i) => values[i]!.push(ndcgOf(query, scoreRows(ranker, query.rows))));
  }
  const means = values.map(mean);
  return learners[means.indexOf(Math.max(...means))]!;
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
