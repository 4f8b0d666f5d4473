import type { SparseRows } from '@tiebreak/objectives';

/*
 * The two products that training spends its time on, for dense matrices of `units` columns. Four units at a time stay in
 * registers while a row's entries pass by, which halves the time of the plain loop; the units left over go one by one.
 */

/**
 * Adds XW to `sums`, X being the chosen rows.
 * @param rows their numbers
 * @param weights columns x units, row-major
 * @param sums rows.length x units, row-major
 */
export function addProduct(
  { starts, indices, values }: SparseRows,
  rows: Int32Array,
  weights: Float64Array,
  units: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const first = starts[rows[i]!]!;
    const end = starts[rows[i]! + 1]!;
    const o = i * units;
    let unit = 0;
    for (; unit + 3 < units; unit += 4) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let entry = first; entry < end; entry++) {
        const value = values[entry]!;
        const w = indices[entry]! * units + unit;
        a += weights[w]! * value;
        b += weights[w + 1]! * value;
        c += weights[w + 2]! * value;
        d += weights[w + 3]! * value;
      }
      sums[o + unit]! += a;
      sums[o + unit + 1]! += b;
      sums[o + unit + 2]! += c;
      sums[o + unit + 3]! += d;
    }
    for (; unit < units; unit++) {
      let a = 0;
      for (let entry = first; entry < end; entry++) a += weights[indices[entry]! * units + unit]! * values[entry]!;
      sums[o + unit]! += a;
    }
  }
}

/**
 * Adds X'D to `byWeights`, X being the chosen rows: the derivative by the weights, given D, that by the sums.
 * @param rows their numbers
 * @param bySums rows.length x units, row-major
 * @param byWeights columns x units, row-major
 */
export function addTransposedProduct(
  { starts, indices, values }: SparseRows,
  rows: Int32Array,
  bySums: Float64Array,
  units: number,
  byWeights: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const first = starts[rows[i]!]!;
    const end = starts[rows[i]! + 1]!;
    const o = i * units;
    let unit = 0;
    for (; unit + 3 < units; unit += 4) {
      const a = bySums[o + unit]!;
      const b = bySums[o + unit + 1]!;
      const c = bySums[o + unit + 2]!;
      const d = bySums[o + unit + 3]!;
      for (let entry = first; entry < end; entry++) {
        const value = values[entry]!;
        const w = indices[entry]! * units + unit;
        byWeights[w]! += a * value;
        byWeights[w + 1]! += b * value;
        byWeights[w + 2]! += c * value;
        byWeights[w + 3]! += d * value;
      }
    }
    for (; unit < units; unit++) {
      const a = bySums[o + unit]!;
      for (let entry = first; entry < end; entry++) byWeights[indices[entry]! * units + unit]! += a * values[entry]!;
    }
  }
}
