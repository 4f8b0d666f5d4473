/**
 * Weights of (feature, label) pairs, by feature: those of the feature in bucket `buckets[row]` are the entries
 * `starts[row]` to `starts[row + 1] - 1`. All that a model knows of a feature is its bucket.
 */
export interface SparseWeights {
  /** Ascending, each once. */
  readonly buckets: Uint32Array;
  /** Length `buckets.length + 1`, from 0 to the number of entries. */
  readonly starts: Uint32Array;
  /** Label of each entry, ascending in a row. */
  readonly labels: Uint8Array;
  /** Weight of each entry. */
  readonly values: Float32Array;
}

/** Finds the row of a bucket. */
export class RowIndex {
  private readonly rows = new Map<number, number>();

  constructor(buckets: Uint32Array) {
    buckets.forEach((bucket, row) => this.rows.set(bucket, row));
  }

  /** Rows of those buckets that have one, in order. */
  rowsOf(buckets: Uint32Array): Uint32Array {
    const found = new Uint32Array(buckets.length);
    let count = 0;
    for (const bucket of buckets) {
      const row = this.rows.get(bucket);
      if (row !== undefined) found[count++] = row;
    }
    return found.subarray(0, count);
  }
}

/** Adds to `scores[offset + label]` the weights of the given rows. */
export function addScores(
  { starts, labels }: Pick<SparseWeights, 'starts' | 'labels'>,
  values: ArrayLike<number>,
  rows: Uint32Array,
  scores: Float64Array,
  offset: number,
): void {
  for (const row of rows) {
    for (let entry = starts[row]!, end = starts[row + 1]!; entry < end; entry++)
      scores[offset + labels[entry]!]! += values[entry]!;
  }
}
