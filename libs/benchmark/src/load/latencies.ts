import { quantile } from '@tiebreak/statistics';

/** How long answers took, in milliseconds; NaN without answers. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
}

/** Medians and tails of latencies in milliseconds. */
export function summarize(milliseconds: readonly number[]): Latencies {
  return {
    p50: quantile(milliseconds, 0.5),
    p99: quantile(milliseconds, 0.99),
    slowest: quantile(milliseconds, 1),
  };
}
