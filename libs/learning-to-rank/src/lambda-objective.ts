import type { BoostingObjective } from '@tiebreak/boosting';
import { sigmoid } from '@tiebreak/interpretation';
import { discountAt, discountedGain, gainOf } from '@tiebreak/relevance';
import { type JudgedQueries, rowsByScore } from './judged-queries';

export interface LambdaOptions {
  /** Pairs count of which one stands among the first so many; at least 1. */
  readonly cutoff: number;
}

/**
 * LambdaMART's objective: for each pair of candidates of a query of which one is judged better, the logistic loss of their
 * scores' difference, weighted by what exchanging the two would change NDCG by, in the ranking as it stands. Each
 * query's derivatives are then scaled by log2(1 + sum) / sum, so that queries with many pairs do not drown the others.
 * Queries whose candidates are all alike teach nothing.
 * @see Burges, "From RankNet to LambdaRank to LambdaMART: An Overview", MSR-TR-2010-82; the scaling is LightGBM's
 * @throws RangeError when no query has candidates of different grades
 */
export function lambdaObjective(
  { grades, offsets }: Pick<JudgedQueries, 'grades' | 'offsets'>,
  { cutoff }: LambdaOptions,
): BoostingObjective {
  const queries = Array.from(
    { length: offsets.length - 1 },
    (_, query) => [offsets[query]!, offsets[query + 1]!] as const,
  )
    .map(([first, end]) => ({ first, end, ideal: idealGain(grades.subarray(first, end)) }))
    .filter(({ first, end }) => grades.subarray(first, end).some((grade) => grade !== grades[first]));
  if (queries.length === 0)
    throw new RangeError('grades: expected a query with candidates of different grades, got none');

  return {
    start: 0,
    derivatives(scores, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      for (const { first, end, ideal } of queries) {
        const rows = rowsByScore(scores, first, end);
        let sum = 0;
        for (let i = 0; i < Math.min(cutoff, rows.length); i++)
          for (let j = i + 1; j < rows.length; j++) {
            const [above, below] = [rows[i]!, rows[j]!];
            if (grades[above] === grades[below]) continue;
            const [better, worse] = grades[above]! > grades[below]! ? [above, below] : [below, above];
            const change =
              (Math.abs(gainOf(grades[above]!) - gainOf(grades[below]!)) * (discountAt(i) - discountAt(j))) / ideal;
            const wrong = sigmoid(scores[worse]! - scores[better]!);
            const step = change * wrong;
            gradient[better]! -= step;
            gradient[worse]! += step;
            const curvature = step * (1 - wrong);
            hessian[better]! += curvature;
            hessian[worse]! += curvature;
            sum += 2 * step;
          }
        if (sum === 0) continue;
        const scale = Math.log2(1 + sum) / sum;
        for (let row = first; row < end; row++) {
          gradient[row]! *= scale;
          hessian[row]! *= scale;
        }
      }
    },
  };
}

function idealGain(grades: Float64Array): number {
  return discountedGain(grades.slice().sort().reverse());
}
