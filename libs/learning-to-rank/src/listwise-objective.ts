import { gainOf } from '@tiebreak/relevance';
import type { JudgedQueries } from './judged-queries';

/** A loss over the scores of all rows. */
export interface ListwiseLoss {
  /** The loss; overwrites `gradient` with its derivatives by the scores. */
  evaluate(scores: Float64Array, gradient: Float64Array): number;
}

/**
 * Softmax cross entropy of each query: -sum_i t_i ln softmax_i(s), with targets t = weight * gain, over the sum of all
 * targets. It is linear in the targets, so that with inverse propensities for weights its expectation is that of what
 * would be learned from if everything had been examined. Queries without a relevant candidate teach nothing.
 * @see Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007 (ListNet), which makes each
 *   query's targets sum to 1; Ai et al., "Unbiased Learning to Rank with Unbiased Propensity Estimation", SIGIR 2018
 * @throws RangeError when no candidate is relevant
 */
export function listwiseLoss({
  grades,
  offsets,
  weights,
}: Pick<JudgedQueries, 'grades' | 'offsets' | 'weights'>): ListwiseLoss {
  const targets = Float64Array.from(grades, (grade, row) => gainOf(grade) * (weights?.[row] ?? 1));
  const total = targets.reduce((sum, target) => sum + target, 0);
  if (!(total > 0)) throw new RangeError('grades: expected a relevant candidate, got none');
  return {
    evaluate(scores, gradient) {
      gradient.fill(0);
      let loss = 0;
      for (let query = 0; query + 1 < offsets.length; query++) {
        const [first, end] = [offsets[query]!, offsets[query + 1]!];
        let wanted = 0;
        let highest = -Infinity;
        for (let row = first; row < end; row++) {
          wanted += targets[row]!;
          highest = Math.max(highest, scores[row]!);
        }
        if (wanted === 0) continue;
        let mass = 0;
        for (let row = first; row < end; row++) {
          gradient[row] = Math.exp(scores[row]! - highest);
          mass += gradient[row]!;
        }
        loss += wanted * (highest + Math.log(mass));
        for (let row = first; row < end; row++) {
          loss -= targets[row]! * scores[row]!;
          gradient[row] = ((wanted * gradient[row]!) / mass - targets[row]!) / total;
        }
      }
      return loss / total;
    },
  };
}
