import fc from 'fast-check';
import { type SparseRows, sparseRows } from '@tiebreak/objectives';
import { addProduct, addTransposedProduct } from './sparse-product';

const COLUMNS = 5;
// Whole numbers, so that the order of summation cannot matter.
const whole = fc.integer({ min: -9, max: 9 });
const row = fc.array(fc.oneof(fc.constant(0), whole), { minLength: COLUMNS, maxLength: COLUMNS });

/** Rows, some of them chosen in any order, a number of units on either side of a block of four, and numbers to multiply by. */
const products = fc
  .record({ rows: fc.array(row, { minLength: 1, maxLength: 6 }), units: fc.integer({ min: 1, max: 10 }) })
  .chain(({ rows, units }) => {
    const matrix = (height: number) => fc.array(whole, { minLength: height * units, maxLength: height * units });
    return fc.array(fc.nat({ max: rows.length - 1 }), { minLength: 1, maxLength: 6 }).chain((chosen) =>
      fc.record({
        rows: fc.constant(rows),
        units: fc.constant(units),
        chosen: fc.constant(chosen),
        weights: matrix(COLUMNS),
        sums: matrix(chosen.length),
      }),
    );
  });

const sparse = (rows: readonly number[][]): SparseRows =>
  sparseRows({ columns: COLUMNS, features: Float32Array.from(rows.flat()) });

describe('products with sparse rows', () => {
  it('add XW, as the sums over columns do', () => {
    fc.assert(
      fc.property(products, ({ rows, units, chosen, weights, sums }) => {
        const actual = Float64Array.from(sums);
        addProduct(sparse(rows), Int32Array.from(chosen), Float64Array.from(weights), units, actual);
        const expected = sums.map((sum, i) =>
          rows[chosen[Math.floor(i / units)]!]!.reduce(
            (total, value, column) => total + value * weights[column * units + (i % units)]!,
            sum,
          ),
        );
        expect([...actual]).toEqual(expected);
      }),
    );
  });

  it("add X'D, as the sums over rows do", () => {
    fc.assert(
      fc.property(products, ({ rows, units, chosen, weights, sums }) => {
        const actual = Float64Array.from(weights);
        addTransposedProduct(sparse(rows), Int32Array.from(chosen), Float64Array.from(sums), units, actual);
        const expected = weights.map((weight, w) =>
          chosen.reduce(
            (total, number, i) => total + rows[number]![Math.floor(w / units)]! * sums[i * units + (w % units)]!,
            weight,
          ),
        );
        expect([...actual]).toEqual(expected);
      }),
    );
  });
});
