import { ndcg } from '@tiebreak/relevance';
import { mean } from '@tiebreak/statistics';

/** The candidates of many queries, each with its features and the grade that it was judged. */
export interface JudgedQueries {
  /** Row-major, one row a candidate. */
  readonly features: Float32Array;
  readonly columns: number;
  /** At least 0, one a row; 0 is not relevant. */
  readonly grades: Float64Array;
  /** First row of each query, and at the end the number of rows. */
  readonly offsets: Int32Array;
}

/** The named queries alone, in that order. */
export function selectQueries(all: JudgedQueries, queries: readonly number[]): JudgedQueries {
  const { features, columns, grades, offsets } = all;
  const spans = queries.map((query) => [offsets[query]!, offsets[query + 1]!] as const);
  const rows = spans.reduce((sum, [first, end]) => sum + end - first, 0);
  const selected = {
    features: new Float32Array(rows * columns),
    columns,
    grades: new Float64Array(rows),
    offsets: new Int32Array(queries.length + 1),
  };
  let row = 0;
  spans.forEach(([first, end], i) => {
    selected.features.set(features.subarray(first * columns, end * columns), row * columns);
    selected.grades.set(grades.subarray(first, end), row);
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
export function queryNdcgs(
  { grades, offsets }: Pick<JudgedQueries, 'grades' | 'offsets'>,
  scores: Float64Array,
  cutoff: number,
): number[] {
  const values: number[] = [];
  for (let query = 0; query + 1 < offsets.length; query++) {
    const [first, end] = [offsets[query]!, offsets[query + 1]!];
    const judged = grades.subarray(first, end);
    if (!judged.some((grade) => grade > 0)) continue;
    const ranked = rowsByScore(scores, first, end).map((row) => grades[row]!);
    values.push(ndcg(ranked, judged, { cutoff }));
  }
  return values;
}

/** The rows of a query by falling score. */
export function rowsByScore(scores: Float64Array, first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i).sort((a, b) => scores[b]! - scores[a]!);
}
