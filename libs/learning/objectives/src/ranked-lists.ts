/**
 * One domain's hypotheses of many utterances, as arrays over all hypotheses ("rows") and all utterances ("lists").
 * What a re-ranker learns from: no words, no other domain.
 */
export interface RankedLists {
  /** Feature columns f. */
  readonly columns: number;
  /** Row-major, rows * f; float32, because that is what the exported graph sees. */
  readonly features: Float32Array;
  /** For each row 1 when the hypothesis is entirely right, else 0. */
  readonly right: Uint8Array;
  /** For each row the semantic error against the reference, a ratio in [0, inf). */
  readonly semanticError: Float64Array;
  /** Rows of list i are offsets[i] to offsets[i + 1] - 1; length lists + 1. */
  readonly offsets: Int32Array;
  /** For each list 1 when its utterance was meant for this domain, else 0. */
  readonly own: Uint8Array;
}

/** Number of hypotheses. */
export function countRows({ right }: RankedLists): number {
  return right.length;
}

/** The chosen lists only, in the given order. */
export function selectLists(lists: RankedLists, chosen: readonly number[]): RankedLists {
  const rows: number[] = [];
  const offsets = new Int32Array(chosen.length + 1);
  chosen.forEach((list, i) => {
    for (let row = lists.offsets[list]!; row < lists.offsets[list + 1]!; row++) rows.push(row);
    offsets[i + 1] = rows.length;
  });
  const features = new Float32Array(rows.length * lists.columns);
  rows.forEach((row, i) => {
    features.set(lists.features.subarray(row * lists.columns, (row + 1) * lists.columns), i * lists.columns);
  });
  return {
    columns: lists.columns,
    features,
    right: Uint8Array.from(rows, (row) => lists.right[row]!),
    semanticError: Float64Array.from(rows, (row) => lists.semanticError[row]!),
    offsets,
    own: Uint8Array.from(chosen, (list) => lists.own[list]!),
  };
}
