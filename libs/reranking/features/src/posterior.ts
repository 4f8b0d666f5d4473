import type { Hypothesis } from '@tiebreak/interpretation';
import { logProduct } from './log-scores';

/**
 * Shares of a domain's hypotheses when their product scores are taken for a distribution over readings: the softmax of
 * ln(domain * intent * ner). Positive, they sum to 1.
 */
export function posterior(hypotheses: readonly Hypothesis[]): number[] {
  const logs = hypotheses.map(logProduct);
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / mass);
}
