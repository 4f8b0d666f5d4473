import type { BinnedFeatures } from './bins';

/**
 * The bins that every row falls in, as slots of one histogram over all columns, each column's most frequent bin left
 * out (compressed sparse rows). Most features are zero on most rows, so that this is a fraction of rows * columns;
 * what lies in the frequent bins follows from a node's totals.
 * @see Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017, section 4, on sparsity
 */
export interface RowSlots {
  /** Bins b of column c have the slots columnStarts[c] + b; length columns + 1. */
  readonly columnStarts: Int32Array;
  /** For each column the slot of the bin that is left out. */
  readonly frequent: Int32Array;
  /** Row i has the entries starts[i] to starts[i + 1] - 1; none when it is not learned from. Length rows + 1. */
  readonly starts: Int32Array;
  /** Slot of every entry. */
  readonly slots: Uint16Array | Uint32Array;
}

/** @param learned the rows to learn from, each once */
export function rowSlots({ columns, rows, bins, thresholds }: BinnedFeatures, learned: Int32Array): RowSlots {
  const columnStarts = new Int32Array(columns + 1);
  for (let column = 0; column < columns; column++) {
    columnStarts[column + 1] = columnStarts[column]! + thresholds[column]!.length + 1;
  }
  const slotCount = columnStarts[columns]!;
  const frequent = new Int32Array(columns);
  const starts = new Int32Array(rows + 1);
  for (let column = 0; column < columns; column++) {
    const first = column * rows;
    const counts = new Int32Array(thresholds[column]!.length + 1);
    for (const row of learned) counts[bins[first + row]!]!++;
    const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
    frequent[column] = columnStarts[column]! + most;
    for (const row of learned) if (bins[first + row] !== most) starts[row + 1]!++;
  }
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  const slots = slotCount <= 65_536 ? new Uint16Array(starts[rows]!) : new Uint32Array(starts[rows]!);
  const next = starts.slice();
  for (let column = 0; column < columns; column++) {
    const first = column * rows;
    const base = columnStarts[column]!;
    const most = frequent[column]! - base;
    for (const row of learned) {
      const bin = bins[first + row]!;
      if (bin !== most) slots[next[row]!++] = base + bin;
    }
  }
  return { columnStarts, frequent, starts, slots };
}
