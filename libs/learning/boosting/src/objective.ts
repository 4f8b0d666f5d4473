import { logit, sigmoid } from '@tiebreak/interpretation';

/**
 * A loss over the scores of all rows, as boosting sees it: by its first two derivatives. It gets all scores at once, so
 * that a loss over lists (LambdaMART) is one more objective.
 * @see Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics 2001
 */
export interface BoostingObjective {
  /** The score that every row starts from; any finite number. */
  readonly start: number;
  /**
   * Writes the first and second derivatives of the loss by each row's score, overwriting what is there. All arrays have
   * one entry a row of the full set; what is written for rows that are not learned from is ignored.
   * @param hessian at least 0; a loss that is not convex writes a bound instead
   */
  derivatives(scores: Float64Array, gradient: Float64Array, hessian: Float64Array): void;
}

/**
 * Cross entropy summed over rows, scores being log-odds: gradient p - right, hessian p (1 - p).
 * Starts from the log-odds of the share of right rows: -36 or 36 when there is only one class.
 * @param right for each row 1 when it is right, else 0
 * @param rows those that will be learned from, all when left out; no other row's label has a part in the start
 * @throws RangeError when there are no rows
 */
export function logisticObjective(right: Uint8Array, rows?: Int32Array): BoostingObjective {
  const count = rows?.length ?? right.length;
  if (count === 0) throw new RangeError('right: expected at least 1 row to learn from, got none');
  let rights = 0;
  for (let i = 0; i < count; i++) rights += right[rows === undefined ? i : rows[i]!]!;
  return {
    start: logit(rights / count),
    derivatives(scores, gradient, hessian) {
      for (let row = 0; row < right.length; row++) {
        const p = sigmoid(scores[row]!);
        gradient[row] = p - right[row]!;
        hessian[row] = p * (1 - p);
      }
    },
  };
}
