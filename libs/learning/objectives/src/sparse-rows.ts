import type { RankedLists } from './ranked-lists';

/**
 * Feature rows without their zeros (compressed sparse rows): most features are one-hots and their products, so that most
 * values are 0. Row i holds entries starts[i] to starts[i + 1] - 1.
 */
export interface SparseRows {
  readonly columns: number;
  /** Length rows + 1. */
  readonly starts: Int32Array;
  /** Column of every entry, ascending in a row. */
  readonly indices: Uint16Array;
  /** Value of every entry, not 0. */
  readonly values: Float32Array;
}

/** The features of all hypotheses, zeros left out. @throws RangeError when there are more than 65,536 columns */
export function sparseRows({ columns, features }: Pick<RankedLists, 'columns' | 'features'>): SparseRows {
  if (columns > 65_536) throw new RangeError(`expected at most 65,536 feature columns, got ${columns}`);
  let entries = 0;
  for (const value of features) if (value !== 0) entries++;
  const rows = columns === 0 ? 0 : features.length / columns;
  const starts = new Int32Array(rows + 1);
  const indices = new Uint16Array(entries);
  const values = new Float32Array(entries);
  let entry = 0;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      if (features[i] === 0) continue;
      indices[entry] = column;
      values[entry++] = features[i]!;
    }
    starts[row + 1] = entry;
  }
  return { columns, starts, indices, values };
}
