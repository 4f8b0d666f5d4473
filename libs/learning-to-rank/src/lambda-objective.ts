import type { BoostingObjective } from '@tiebreak/boosting';
import { sigmoid } from '@tiebreak/interpretation';
import { discountAt, discountedGain, gainOf } from '@tiebreak/relevance';
import type { JudgedQueries } from './judged-queries';

export interface LambdaOptions {
  /** Pairs count of which one stands among the first so many; at least 1. */
  readonly cutoff: number;
}

/** What stays the same about a query while it is learned from. */
interface LearnedQuery {
  readonly first: number;
  readonly end: number;
  readonly ideal: number;
  /** Its rows as they were ranked last, from which they are ranked anew. */
  readonly ranked: Int32Array;
}

/**
 * LambdaMART's objective: for each pair of candidates of a query of which one is judged better, the logistic loss of their
 * scores' difference, weighted by what exchanging the two would change NDCG by, in the ranking as it stands, and by the
 * product of their weights: that is the inverse of the probability with which both judgements came to be known. Without
 * weights each query's derivatives are then scaled by log2(1 + sum) / sum, so that queries with many pairs do not drown the
 * others; with weights, that would take back what they correct. Queries whose candidates are all alike teach nothing.
 * @see Burges, "From RankNet to LambdaRank to LambdaMART: An Overview", MSR-TR-2010-82; the scaling is LightGBM's; weights
 *   as in Hu et al., "Unbiased LambdaMART", WWW 2019
 * @throws RangeError when no query has candidates of different grades
 */
export function lambdaObjective(
  { grades, offsets, weights }: Pick<JudgedQueries, 'grades' | 'offsets' | 'weights'>,
  { cutoff }: LambdaOptions,
): BoostingObjective {
  const queries = learnedQueries({ grades, offsets });
  const gains = Float64Array.from(grades, (grade) => gainOf(grade));
  const discounts = Float64Array.from({ length: Math.max(...queries.map(({ ranked }) => ranked.length)) }, (_, place) =>
    discountAt(place),
  );
  return {
    start: 0,
    derivatives(scores, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      for (const { first, end, ideal, ranked } of queries) {
        rankAnew(ranked, scores);
        let sum = 0;
        for (let i = 0; i < Math.min(cutoff, ranked.length); i++)
          for (let j = i + 1; j < ranked.length; j++) {
            const above = ranked[i]!;
            const below = ranked[j]!;
            const lead = gains[above]! - gains[below]!;
            if (lead === 0) continue;
            const better = lead > 0 ? above : below;
            const worse = lead > 0 ? below : above;
            const weight = weights === undefined ? 1 : weights[above]! * weights[below]!;
            const change = (weight * Math.abs(lead) * (discounts[i]! - discounts[j]!)) / ideal;
            const wrong = sigmoid(scores[worse]! - scores[better]!);
            const step = change * wrong;
            gradient[better]! -= step;
            gradient[worse]! += step;
            const curvature = step * (1 - wrong);
            hessian[better]! += curvature;
            hessian[worse]! += curvature;
            sum += 2 * step;
          }
        if (sum === 0 || weights !== undefined) continue;
        const scale = Math.log2(1 + sum) / sum;
        for (let row = first; row < end; row++) {
          gradient[row]! *= scale;
          hessian[row]! *= scale;
        }
      }
    },
  };
}

function learnedQueries({ grades, offsets }: Pick<JudgedQueries, 'grades' | 'offsets'>): LearnedQuery[] {
  const queries: LearnedQuery[] = [];
  for (let query = 0; query + 1 < offsets.length; query++) {
    const [first, end] = [offsets[query]!, offsets[query + 1]!];
    const judged = grades.subarray(first, end);
    if (judged.every((grade) => grade === judged[0])) continue;
    const ideal = discountedGain(judged.slice().sort().reverse());
    queries.push({ first, end, ideal, ranked: Int32Array.from(judged, (_, i) => first + i) });
  }
  if (queries.length === 0)
    throw new RangeError('grades: expected a query with candidates of different grades, got none');
  return queries;
}

/**
 * Sorts rows by falling score, equal ones as they were given, by insertion: scores change little from tree to tree, so
 * that little has to move.
 */
function rankAnew(ranked: Int32Array, scores: Float64Array): void {
  for (let i = 1; i < ranked.length; i++) {
    const row = ranked[i]!;
    const score = scores[row]!;
    let place = i;
    for (; place > 0; place--) {
      const other = ranked[place - 1]!;
      if (scores[other]! > score || (scores[other] === score && other < row)) break;
      ranked[place] = other;
    }
    ranked[place] = row;
  }
}
