import { ndcg } from '@tiebreak/relevance';
import { mean } from '@tiebreak/statistics';

/** The candidates of many queries, each with its features and the grade that it was judged. */
export interface JudgedQueries {
  /** Row-major, one row a candidate; NaN is missing. */
  readonly features: Float32Array;
  readonly columns: number;
  /** At least 0, one a row; 0 is not relevant. */
  readonly grades: Float64Array;
  /** First row of each query, and at the end the number of rows. */
  readonly offsets: Int32Array;
  /**
   * What each row's judgement counts for in learning, at least 0: one over the probability that it came to be known. All 1
   * when left out.
   */
  readonly weights?: Float64Array;
}

/** The named queries alone, in that order. */
export function selectQueries(all: JudgedQueries, queries: readonly number[]): JudgedQueries {
  const { features, columns, grades, offsets, weights } = all;
  const spans = queries.map((query) => [offsets[query]!, offsets[query + 1]!] as const);
  const rows = spans.reduce((sum, [first, end]) => sum + end - first, 0);
  const selected = {
    features: new Float32Array(rows * columns),
    columns,
    grades: new Float64Array(rows),
    offsets: new Int32Array(queries.length + 1),
    ...(weights === undefined ? {} : { weights: new Float64Array(rows) }),
  };
  let row = 0;
  spans.forEach(([first, end], i) => {
    selected.features.set(features.subarray(first * columns, end * columns), row * columns);
    selected.grades.set(grades.subarray(first, end), row);
    if (weights !== undefined) selected.weights!.set(weights.subarray(first, end), row);
    row += end - first;
    selected.offsets[i + 1] = row;
  });
  return selected;
}

/**
 * Mean NDCG of the candidates in the order of their scores, equal ones in the order given.
 * @param scores one a row
 * @returns in [0, 1]; over queries with a relevant candidate, NaN without any
 */
export function meanNdcg({ grades, offsets }: JudgedQueries, scores: Float64Array, cutoff: number): number {
  return mean(queryNdcgs({ grades, offsets }, scores, cutoff));
}

/** The NDCG of each query that has a relevant candidate, in their order. */
export function queryNdcgs(queries: Grades, scores: Float64Array, cutoff: number): number[] {
  return gradedQueries(queries).map(([first, end]) => {
    const ranked = rowsByScore(scores, first, end).map((row) => queries.grades[row]!);
    return ndcg(ranked, queries.grades.subarray(first, end), { cutoff });
  });
}

/** What each of these queries counts for: the mean weight of its relevant candidates. */
export function querySays({ grades, offsets, weights }: Grades & Pick<JudgedQueries, 'weights'>): number[] {
  return gradedQueries({ grades, offsets }).map(([first, end]) => {
    if (weights === undefined) return 1;
    return mean(weights.subarray(first, end).filter((_, i) => grades[first + i]! > 0));
  });
}

type Grades = Pick<JudgedQueries, 'grades' | 'offsets'>;

/** First and last row of the queries with a relevant candidate. */
function gradedQueries({ grades, offsets }: Grades): (readonly [first: number, end: number])[] {
  return Array.from(
    { length: offsets.length - 1 },
    (_, query) => [offsets[query]!, offsets[query + 1]!] as const,
  ).filter(([first, end]) => grades.subarray(first, end).some((grade) => grade > 0));
}

/** The rows of a query by falling score, equal ones as they were given. */
function rowsByScore(scores: Float64Array, first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i).sort((a, b) => scores[b]! - scores[a]!);
}
