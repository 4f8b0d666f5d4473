import type { Violation } from '@tiebreak/interpretation';

/** The hops of an ask, in the order in which they are made. */
export const HOPS = ['nlu', 'resolve', 'search'] as const;
export type Hop = (typeof HOPS)[number];

/**
 * The part of an ask's time that each hop is sure of: understanding words and finding entities read models and indexes,
 * resolving asks all domains at once. What a hop does not use goes to those after it.
 */
export const DEADLINE_SHARES: Readonly<Record<Hop, number>> = { nlu: 0.3, resolve: 0.2, search: 0.5 };

/**
 * What the next hop may take: its share of what is left, among the hops that are still to come. So the last one may take
 * all that is left, and a hop that uses its time up leaves the others theirs.
 * @param toCome the next hop, then those after it
 * @param remainingMs milliseconds that are left for all of them
 * @returns milliseconds, in [0, remainingMs]
 */
export function hopDeadline(toCome: readonly [Hop, ...Hop[]], remainingMs: number): number {
  const shares = toCome.reduce((sum, hop) => sum + DEADLINE_SHARES[hop], 0);
  return Math.max(0, remainingMs) * (DEADLINE_SHARES[toCome[0]] / shares);
}

/** What one hop took, and why it gave nothing. */
export interface HopOutcome {
  readonly hop: Hop;
  readonly latencyMs: number;
  /** Safe to show; empty when it answered. */
  readonly error: string;
}

/** How a hop came to nothing. Lateness and death are answers too, not exceptions. */
export interface HopFailure {
  /** `refused`: it says that the request is wrong, and would say so again. */
  readonly status: 'deadlineExceeded' | 'unavailable' | 'refused';
  /** Safe to show. */
  readonly error: string;
  /** What is wrong with the request, when it was refused for that. */
  readonly violations?: readonly Violation[];
}

/** How a hop in another process ended. */
export type HopAnswer<T> = { readonly status: 'answered'; readonly answer: T } | HopFailure;
