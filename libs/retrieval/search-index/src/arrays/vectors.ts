import type { ScoredRow } from '@tiebreak/candidates';

/** Nearest neighbours by row, exact or nearly so. */
export interface Vectors {
  /** Sets a row's vector, which may be beyond the last. */
  set(row: number, vector: Float32Array): void;
  /** The rows with the highest cosines, falling. @param vector of unit length */
  nearest(vector: Float32Array, depth: number): Promise<ScoredRow[]> | ScoredRow[];
}
