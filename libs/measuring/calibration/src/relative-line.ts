import { logit } from '@tiebreak/interpretation';
import { fitLogistic } from './logistic-regression';
import type { Line } from './logistic-line';

/**
 * How one model's scores lie against another's on the same rows: the slope and intercept on the log-odds of `scores` that
 * come nearest, in cross entropy, to `reference`. 1 and 0 for equal scores; scores whose log-odds are half a logit higher
 * have intercept -1/2. It looks at no outcome, so it reads a shift far more exactly than outcomes can.
 * @param scores in [0, 1]; 0 and 1 count as log-odds of -36 and 36
 * @param reference in [0, 1], parallel to `scores`
 * @throws Error when there are none, or the scores do not differ
 */
export function relativeLine(scores: ArrayLike<number>, reference: ArrayLike<number>): Line {
  const x = Float64Array.from(scores, logit);
  const { weights } = fitLogistic([x, new Float64Array(x.length).fill(1)], Float64Array.from(reference));
  return { slope: weights[0]!, intercept: weights[1]! };
}
