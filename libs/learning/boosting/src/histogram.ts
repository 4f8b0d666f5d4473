import type { RowSlots } from './row-slots';

/** Sums over the rows of a node. */
export interface Totals {
  readonly rows: number;
  readonly gradient: number;
  readonly hessian: number;
}

/** First and second derivatives of the loss, one a row. */
export interface Derivatives {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** A histogram has for each slot the sum of gradients, the sum of hessians and the number of rows; what follows is not used. */
const FIELDS = 3;

export function emptyHistogram({ columnStarts }: RowSlots): Float64Array {
  return new Float64Array(FIELDS * columnStarts.at(-1)!);
}

/** Sums over the given rows. */
export function totalsOf(rows: Int32Array, { gradient, hessian }: Derivatives): Totals {
  let sum = 0;
  let curvature = 0;
  for (const row of rows) {
    sum += gradient[row]!;
    curvature += hessian[row]!;
  }
  return { rows: rows.length, gradient: sum, hessian: curvature };
}

/** Overwrites `histogram` with that of the given rows, whose totals are `totals`. */
export function fillHistogram(
  histogram: Float64Array,
  { columnStarts, frequent, starts, slots }: RowSlots,
  rows: Int32Array,
  { gradient, hessian }: Derivatives,
  totals: Totals,
): void {
  histogram.fill(0, 0, FIELDS * columnStarts.at(-1)!);
  for (const row of rows) {
    const g = gradient[row]!;
    const h = hessian[row]!;
    const end = starts[row + 1]!;
    for (let entry = starts[row]!; entry < end; entry++) {
      const at = FIELDS * slots[entry]!;
      histogram[at]! += g;
      histogram[at + 1]! += h;
      histogram[at + 2]!++;
    }
  }
  for (let column = 0; column < frequent.length; column++) {
    let { gradient: g, hessian: h, rows: count } = totals;
    const end = FIELDS * columnStarts[column + 1]!;
    for (let at = FIELDS * columnStarts[column]!; at < end; at += FIELDS) {
      g -= histogram[at]!;
      h -= histogram[at + 1]!;
      count -= histogram[at + 2]!;
    }
    const at = FIELDS * frequent[column]!;
    histogram[at] = g;
    histogram[at + 1] = h;
    histogram[at + 2] = count;
  }
}

/** Turns a node's histogram into that of one child, given the other's. */
export function subtractHistogram(histogram: Float64Array, other: Float64Array, { columnStarts }: RowSlots): void {
  const end = FIELDS * columnStarts.at(-1)!;
  for (let i = 0; i < end; i++) histogram[i]! -= other[i]!;
}

/** Rows whose bin of `column` is at most `bin` go left. */
export interface Split {
  readonly column: number;
  readonly bin: number;
  /** Twice what the split lowers the loss by, to second order; above 0. */
  readonly gain: number;
}

/** A split has to gain more than this share of what it splits: less can be rounding. */
const ROUNDING = 1e-12;

/**
 * The split of a node that gains most: GL^2 / (HL + l2) + GR^2 / (HR + l2) - G^2 / (H + l2); of equals the one in the
 * first column, at the lowest bin. Undefined when none gains.
 * @see Chen & Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016, equation 7
 */
export function bestSplit(
  histogram: Float64Array,
  { columnStarts }: RowSlots,
  totals: Totals,
  { l2, leastHessian }: { readonly l2: number; readonly leastHessian: number },
): Split | undefined {
  const { rows, gradient, hessian } = totals;
  const whole = reduction(gradient, hessian + l2);
  let most = whole * (1 + ROUNDING);
  let bestColumn = -1;
  let bestBin = -1;
  for (let column = 0; column + 1 < columnStarts.length; column++) {
    const first = columnStarts[column]!;
    const last = columnStarts[column + 1]! - 1;
    let g = 0;
    let h = 0;
    let count = 0;
    for (let slot = first; slot < last && count < rows; slot++) {
      const at = FIELDS * slot;
      // Subtraction leaves rounding in bins without rows, but their number is exact.
      if (histogram[at + 2] === 0) continue;
      g += histogram[at]!;
      h += histogram[at + 1]!;
      count += histogram[at + 2]!;
      if (count === rows || h < leastHessian || hessian - h < leastHessian) continue;
      const both = reduction(g, h + l2) + reduction(gradient - g, hessian - h + l2);
      if (both > most) {
        most = both;
        bestColumn = column;
        bestBin = slot - first;
      }
    }
  }
  return bestColumn < 0 ? undefined : { column: bestColumn, bin: bestBin, gain: most - whole };
}

/** The Newton step of a leaf, -G / (H + l2); 0 where the loss does not curve. */
export function newtonStep({ gradient, hessian }: Totals, l2: number): number {
  return hessian + l2 > 0 ? -gradient / (hessian + l2) : 0;
}

/** Twice what the Newton step of a leaf lowers the loss by, to second order. */
function reduction(gradient: number, curvature: number): number {
  return curvature > 0 ? (gradient * gradient) / curvature : 0;
}
