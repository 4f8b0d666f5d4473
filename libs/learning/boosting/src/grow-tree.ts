import type { BinnedFeatures } from './bins';
import type { Tree } from './boosted-trees';
import {
  bestSplit,
  type Derivatives,
  emptyHistogram,
  fillHistogram,
  newtonStep,
  type Split,
  subtractHistogram,
  type Totals,
  totalsOf,
} from './histogram';
import type { BoostingOptions } from './options';
import { columnPicker, type RowSlots } from './row-slots';

/** A tree that can also be read by bins: a row goes left when its bin of the feature is at most `bin`. */
export interface GrownTree extends Tree {
  readonly bin: Uint8Array;
}

/** A leaf that may become a node. */
interface OpenLeaf {
  readonly node: number;
  readonly depth: number;
  /** Its rows: a part of the array of all rows, which splitting reorders. */
  readonly rows: Int32Array;
  readonly totals: Totals;
  readonly histogram: Float64Array;
  readonly split: Split;
}

/** What growing the trees of one model has in common. */
export interface TreeGrower {
  /**
   * Grows a tree on the given rows, which it reorders.
   * @param columns those that may be tested
   */
  grow(rows: Int32Array, columns: Int32Array, derivatives: Derivatives): GrownTree;
}

/**
 * Grows trees best-first: the leaf whose split gains most is split next. Of two children only the smaller is counted
 * row by row; the other's histogram is what its parent's leaves over.
 * @see Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017
 */
export function treeGrower(features: BinnedFeatures, allSlots: RowSlots, options: BoostingOptions): TreeGrower {
  const { bins, thresholds, rows: rowCount } = features;
  const scratch = new Int32Array(rowCount);
  const pick = columnPicker(allSlots);
  const spare: Float64Array[] = [];

  const grow = (allRows: Int32Array, columns: Int32Array, derivatives: Derivatives): GrownTree => {
    const slots = columns.length === features.columns ? allSlots : pick(columns);
    const open: OpenLeaf[] = [];
    const feature: number[] = [];
    const bin: number[] = [];
    const left: number[] = [];
    const right: number[] = [];
    const value: number[] = [];

    const addLeaf = (totals: Totals): number => {
      left.push(-1);
      right.push(-1);
      bin.push(0);
      value.push(options.learningRate * newtonStep(totals, options.l2));
      return feature.push(-1) - 1;
    };
    const openLeaf = (leaf: Omit<OpenLeaf, 'split'>): void => {
      const split = bestSplit(leaf.histogram, slots, leaf.totals, options);
      if (split === undefined) spare.push(leaf.histogram);
      else open.push({ ...leaf, split: { ...split, column: columns[split.column]! } });
    };

    const totals = totalsOf(allRows, derivatives);
    const histogram = spare.pop() ?? emptyHistogram(allSlots);
    fillHistogram(histogram, slots, allRows, derivatives, totals);
    openLeaf({ node: addLeaf(totals), depth: 0, rows: allRows, totals, histogram });

    for (let leaves = 1; leaves < options.leaves && open.length > 0; leaves++) {
      const parent = takeMostGaining(open);
      const { node, split, rows, depth } = parent;
      const boundary = partition(rows, scratch, bins.subarray(split.column * rowCount), split.bin);
      const children = [rows.subarray(0, boundary), rows.subarray(boundary)].map((childRows) => {
        const childTotals = totalsOf(childRows, derivatives);
        return { node: addLeaf(childTotals), depth: depth + 1, rows: childRows, totals: childTotals };
      }) as [Child, Child];
      feature[node] = split.column;
      bin[node] = split.bin;
      left[node] = children[0].node;
      right[node] = children[1].node;
      value[node] = 0;
      if (depth + 1 === options.depth || leaves + 1 === options.leaves) {
        spare.push(parent.histogram);
        continue;
      }
      const [smaller, larger] =
        children[0].rows.length <= children[1].rows.length ? children : ([children[1], children[0]] as const);
      const counted = spare.pop() ?? emptyHistogram(allSlots);
      fillHistogram(counted, slots, smaller.rows, derivatives, smaller.totals);
      subtractHistogram(parent.histogram, counted, slots);
      openLeaf({ ...smaller, histogram: counted });
      openLeaf({ ...larger, histogram: parent.histogram });
    }
    for (const leaf of open) spare.push(leaf.histogram);

    return {
      feature: Int32Array.from(feature),
      threshold: Float32Array.from(feature, (column, node) => (column < 0 ? 0 : thresholds[column]![bin[node]!]!)),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      value: Float64Array.from(value),
      bin: Uint8Array.from(bin),
    };
  };
  return { grow };
}

type Child = Omit<OpenLeaf, 'split' | 'histogram'>;

/** Takes out the leaf whose split gains most, of equals the one that was opened first. */
function takeMostGaining(open: OpenLeaf[]): OpenLeaf {
  const most = open.reduce((best, leaf) => (leaf.split.gain > best.split.gain ? leaf : best));
  open.splice(open.indexOf(most), 1);
  return most;
}

/**
 * Moves the rows whose bin is at most `bin` to the front; both sides keep their order, so that sums over them do not
 * depend on how they came about.
 * @param scratch at least as long as `rows`; overwritten
 * @returns how many are in front
 */
function partition(rows: Int32Array, scratch: Int32Array, columnBins: Uint8Array, bin: number): number {
  let front = 0;
  let back = 0;
  for (const row of rows) {
    if (columnBins[row]! <= bin) rows[front++] = row;
    else scratch[back++] = row;
  }
  rows.set(scratch.subarray(0, back), front);
  return front;
}
