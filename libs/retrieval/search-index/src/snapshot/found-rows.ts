import type { ScoredRow } from '@tiebreak/candidates';

/** Rows by falling score as they cross threads: two arrays cost a fraction of as many objects. */
export interface FoundRows {
  readonly rows: Uint32Array;
  /** One a row. */
  readonly scores: Float64Array;
}

/** The best of some rows; equal ones stay in order. */
export function bestRows(found: readonly ScoredRow[], depth: number): FoundRows {
  const best = found.toSorted((a, b) => b.score - a.score).slice(0, depth);
  return {
    rows: Uint32Array.from(best, ({ row }) => row),
    scores: Float64Array.from(best, ({ score }) => score),
  };
}
