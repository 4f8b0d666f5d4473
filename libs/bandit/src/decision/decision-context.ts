import type { DecisionSpace } from './decision-space';

/** What a policy sees before it chooses. Features should lie in about [-1, 1]; 0 says nothing. */
export interface DecisionContext {
  /** In the order of the space's query features. */
  readonly query: readonly number[];
  /** For each strategy, its features in the order of the space's. */
  readonly strategies: readonly (readonly number[])[];
  /** Milliseconds that each strategy is expected to take; at least 0. */
  readonly latencies: readonly number[];
}

/** A context as one row, which is what an impression keeps: the query's numbers, then each strategy's features and its latency. */
export function decisionFeatures({ query, strategies, latencies }: DecisionContext): number[] {
  return [...query, ...strategies.flatMap((features, s) => [...features, latencies[s]!])];
}

/** The names of `decisionFeatures`, such as `fuzzy.past_success`. */
export function decisionFeatureNames({ strategies, queryFeatures, strategyFeatures }: DecisionSpace): string[] {
  return [
    ...queryFeatures,
    ...strategies.flatMap((strategy) => [...strategyFeatures, 'latency_ms'].map((name) => `${strategy}.${name}`)),
  ];
}

/**
 * The context that `decisionFeatures` made a row of.
 * @throws RangeError when the row is not as long as the space says, or holds what is no finite number
 */
export function readDecisionFeatures(space: DecisionSpace, row: readonly number[]): DecisionContext {
  const names = decisionFeatureNames(space);
  if (row.length !== names.length)
    throw new RangeError(`decision features: expected ${names.length} numbers, got ${row.length}`);
  const bad = row.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`${names[bad]!}: expected a finite number, got ${row[bad]!}`);
  const width = space.strategyFeatures.length + 1;
  const start = space.queryFeatures.length;
  const parts = space.strategies.map((_, s) => row.slice(start + s * width, start + (s + 1) * width));
  return {
    query: row.slice(0, start),
    strategies: parts.map((part) => part.slice(0, -1)),
    latencies: parts.map((part) => part.at(-1)!),
  };
}
