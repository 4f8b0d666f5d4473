import type { Violation } from '@tiebreak/interpretation';

/** The hops of an ask, in the order in which they are made. */
export const HOPS = ['nlu', 'match', 'resolve', 'search'] as const;
export type Hop = (typeof HOPS)[number];

/**
 * How many parts of an ask's time each hop is sure of, of the parts of those that are made: understanding words, matching
 * and finding entities read models and indexes, resolving asks all domains at once. What a hop does not use goes to those
 * after it.
 */
const PARTS: Readonly<Record<Hop, number>> = { nlu: 3, match: 2, resolve: 2, search: 5 };

/** The share of the time of some hops that one of them is sure of, in (0, 1]. */
export function shareOf(hop: Hop, made: readonly Hop[]): number {
  return PARTS[hop] / made.reduce((sum, each) => sum + PARTS[each], 0);
}

/**
 * What the next hop may take: its share of what is left, among the hops that are still to come. So the last one may take
 * all that is left, and a hop that uses its time up leaves the others theirs.
 * @param toCome the next hop, then those after it
 * @param remainingMs milliseconds that are left for all of them
 * @returns milliseconds, in [0, remainingMs]
 */
export function hopDeadline(toCome: readonly [Hop, ...Hop[]], remainingMs: number): number {
  return shareOf(toCome[0], toCome) * Math.max(0, remainingMs);
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
