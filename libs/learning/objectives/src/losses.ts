import type { RankedLists } from './ranked-lists';

/** The training labels that a loss looks at. */
export type Labels = Pick<RankedLists, 'right' | 'semanticError' | 'offsets' | 'own'>;

/**
 * A loss over log-odds s, one a row: returns its value and adds `weight` times its derivative by s to `gradient`.
 * The value is not weighted.
 */
export type Loss = (logOdds: Float64Array, labels: Labels, weight: number, gradient: Float64Array) => number;

/**
 * R1, expected semantic error: the mean over the domain's own utterances of sum_h softmax_h(s(h)) e(h), the softmax
 * within the domain's list of the utterance. In [0, inf); 0 when there are no own utterances.
 *
 * It does not change when a constant is added to all scores of an utterance, so it cannot place a domain's scores
 * against another's: it ranks, and leaves comparability to R2.
 * @see Su et al., "A Re-ranker Scheme for Integrating Large Scale NLU Models", SLT 2018: expected SemER
 */
export const expectedSemanticError: Loss = (logOdds, { semanticError, offsets, own }, weight, gradient) => {
  const utterances = own.reduce((sum, flag) => sum + flag, 0);
  if (utterances === 0) return 0;
  let total = 0;
  for (let list = 0; list < own.length; list++) {
    if (own[list] === 0) continue;
    const first = offsets[list]!;
    const end = offsets[list + 1]!;
    let most = -Infinity;
    for (let row = first; row < end; row++) most = Math.max(most, logOdds[row]!);
    let mass = 0;
    let expected = 0;
    for (let row = first; row < end; row++) {
      const share = Math.exp(logOdds[row]! - most);
      mass += share;
      expected += share * semanticError[row]!;
    }
    if (mass === 0) continue;
    expected /= mass;
    total += expected;
    // d/ds_h sum softmax e = softmax_h (e_h - expectation)
    for (let row = first; row < end; row++) {
      const share = Math.exp(logOdds[row]! - most) / mass;
      gradient[row]! += (weight * share * (semanticError[row]! - expected)) / utterances;
    }
  }
  return total / utterances;
};

/**
 * R2, cross entropy: the mean over all of the domain's hypotheses of all lines, foreign and out-of-domain ones included,
 * of -[right ln p + (1 - right) ln(1 - p)] with p = sigmoid(s), in nats. It is what makes scores comparable.
 * @see Su et al., SLT 2018
 */
export const crossEntropy: Loss = (logOdds, { right }, weight, gradient) => {
  const rows = right.length;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const s = logOdds[row]!;
    // One exponential gives both: sigmoid(s), and -ln of its share, ln(1 + e^-|s|) plus what is on the wrong side of 0.
    const small = Math.exp(-Math.abs(s));
    const p = s >= 0 ? 1 / (1 + small) : small / (1 + small);
    total += Math.log1p(small) + Math.max(0, right[row] === 1 ? -s : s);
    gradient[row]! += (weight * (p - right[row]!)) / rows;
  }
  return rows === 0 ? 0 : total / rows;
};

/** Which loss a model is trained under. */
export type ObjectiveKind = 'r1' | 'r2' | 'r3';

/**
 * The objective R1 (`r1`), R2 (`r2`) or R3 = R1 + lambda R2 (`r3`).
 * @param lambda weight of the cross entropy in R3, above 0; the other objectives ignore it
 */
export function objectiveLoss(kind: ObjectiveKind, lambda: number): Loss {
  switch (kind) {
    case 'r1':
      return expectedSemanticError;
    case 'r2':
      return crossEntropy;
    case 'r3':
      return (logOdds, labels, weight, gradient) =>
        expectedSemanticError(logOdds, labels, weight, gradient) +
        lambda * crossEntropy(logOdds, labels, weight * lambda, gradient);
  }
}
