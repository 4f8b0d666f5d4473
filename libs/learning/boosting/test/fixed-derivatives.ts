import fc from 'fast-check';
import type { BoostingObjective, BoostingOptions, Tree } from '../src';

/** Every row and column, one whole Newton step, nothing penalised. */
export const plainOptions: BoostingOptions = {
  trees: 1,
  learningRate: 1,
  leaves: 2,
  depth: 30,
  leastHessian: 0,
  l2: 0,
  rowShare: 1,
  columnShare: 1,
  seed: 1,
};

/** Small tables with many ties, and derivatives for each row; multiples of 1/8, so that their sums are exact. */
export const smallTable = fc
  .record({ columns: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 40 }) })
  .chain(({ columns, rows }) =>
    fc.record({
      columns: fc.constant(columns),
      features: fc
        .array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 3 })), {
          minLength: rows * columns,
          maxLength: rows * columns,
        })
        .map((values) => Float32Array.from(values)),
      gradient: eighths(-16, 16, rows),
      hessian: eighths(1, 16, rows),
    }),
  );

export type SmallTable = typeof smallTable extends fc.Arbitrary<infer T> ? T : never;

function eighths(min: number, max: number, length: number): fc.Arbitrary<Float64Array> {
  return fc
    .array(fc.integer({ min, max }), { minLength: length, maxLength: length })
    .map((values) => Float64Array.from(values, (value) => value / 8));
}

/** An objective whose derivatives do not depend on the scores. */
export function fixedObjective({ gradient, hessian }: SmallTable): BoostingObjective {
  return {
    start: 0,
    derivatives(_scores, g, h) {
      g.set(gradient);
      h.set(hessian);
    },
  };
}

/** The rows that reach each node of a tree. */
export function rowsByNode({ feature, threshold, left, right }: Tree, { columns, features }: SmallTable): number[][] {
  const reached = Array.from(feature, () => [] as number[]);
  for (let row = 0; row < features.length / columns; row++) {
    let node = 0;
    reached[node]!.push(row);
    while (feature[node] !== -1) {
      node = features[row * columns + feature[node]!]! <= threshold[node]! ? left[node]! : right[node]!;
      reached[node]!.push(row);
    }
  }
  return reached;
}

/** Splitting some rows at `x[column] <= value`: the gain as the paper writes it, undefined when it is not allowed. */
export function naiveGain(
  table: SmallTable,
  rows: readonly number[],
  column: number,
  value: number,
  { l2, leastHessian }: { readonly l2: number; readonly leastHessian: number },
): number | undefined {
  const sides = [true, false].map((low) =>
    rows.filter((row) => table.features[row * table.columns + column]! <= value === low),
  );
  const sum = (of: Float64Array, over: readonly number[]) => over.reduce((total, row) => total + of[row]!, 0);
  if (sides.some((side) => side.length === 0 || sum(table.hessian, side) < leastHessian)) return undefined;
  const part = (side: readonly number[]) => sum(table.gradient, side) ** 2 / (sum(table.hessian, side) + l2);
  return part(sides[0]!) + part(sides[1]!) - part(rows);
}

/** The most that any split of these rows gains, or 0. */
export function naiveBestGain(
  table: SmallTable,
  rows: readonly number[],
  penalties: { readonly l2: number; readonly leastHessian: number },
): number {
  let most = 0;
  for (let column = 0; column < table.columns; column++) {
    for (const row of rows) {
      const value = table.features[row * table.columns + column]!;
      most = Math.max(most, naiveGain(table, rows, column, value, penalties) ?? 0);
    }
  }
  return most;
}
