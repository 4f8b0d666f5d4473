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

/**
 * Takes the slots of some columns alone, closed up: what one tree looks at. Columns, which ascend, are numbered by their
 * place among those. Its arrays are the same at every call, so that what the call before returned is overwritten.
 */
export function columnPicker(all: RowSlots): (columns: Int32Array) => RowSlots {
  const moved = new Int32Array(all.columnStarts.at(-1)!);
  const starts = new Int32Array(all.starts.length);
  // One more than there can be: what is not kept is written too.
  const slots = new Uint32Array(all.slots.length + 1);
  return (columns) => {
    const columnStarts = new Int32Array(columns.length + 1);
    const frequent = new Int32Array(columns.length);
    moved.fill(-1);
    columns.forEach((column, i) => {
      const first = all.columnStarts[column]!;
      const shift = columnStarts[i]! - first;
      const end = all.columnStarts[column + 1]!;
      columnStarts[i + 1] = end + shift;
      frequent[i] = all.frequent[column]! + shift;
      for (let slot = first; slot < end; slot++) moved[slot] = slot + shift;
    });
    keepSlots(all, moved, starts, slots);
    return { columnStarts, frequent, starts, slots };
  };
}

/** Writes the slots that are moved to another, and leaves out those moved to -1. */
function keepSlots(all: RowSlots, moved: Int32Array, starts: Int32Array, slots: Uint32Array): void {
  let entry = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let i = all.starts[row]!, end = all.starts[row + 1]!; i < end; i++) {
      const slot = moved[all.slots[i]!]!;
      // Written in any case, and overwritten when it is not kept: a branch here would be mispredicted every other time.
      slots[entry] = slot;
      entry += 1 + (slot >> 31);
    }
    starts[row + 1] = entry;
  }
}
