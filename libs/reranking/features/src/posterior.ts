import type { Hypothesis } from '@tiebreak/interpretation';
import { logProduct } from './log-scores';
import { rememberLast } from './remember-last';

/** ln(domain * intent * ner) of each hypothesis of a list. */
export const logProducts = rememberLast((hypotheses: readonly Hypothesis[]): readonly number[] =>
  hypotheses.map(logProduct),
);

/**
 * Shares of a domain's hypotheses when their product scores are taken for a distribution over readings: the softmax of
 * ln(domain * intent * ner). Positive, they sum to 1.
 */
export const posterior = rememberLast((hypotheses: readonly Hypothesis[]): readonly number[] => {
  const logs = logProducts(hypotheses);
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / mass);
});

/** How undecided shares are, in nats. Each is above 0. */
export const entropy = rememberLast((shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum - share * Math.log(share), 0),
);
