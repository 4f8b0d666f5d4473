import type { SparseRows } from './sparse-rows';

/** Centre and scale of every column. A constant column has scale 0: it carries no evidence and gets no weight. */
export interface Standardization {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Mean and standard deviation of every feature column. */
export function standardize({ columns, starts, indices, values }: SparseRows): Standardization {
  const rows = starts.length - 1;
  const means = new Float64Array(columns);
  const scales = new Float64Array(columns);
  const zeros = new Float64Array(columns).fill(rows);
  for (let entry = 0; entry < values.length; entry++) {
    means[indices[entry]!]! += values[entry]! / rows;
    zeros[indices[entry]!]!--;
  }
  for (let entry = 0; entry < values.length; entry++) {
    const column = indices[entry]!;
    scales[column]! += (values[entry]! - means[column]!) ** 2 / rows;
  }
  for (let column = 0; column < columns; column++) {
    const deviation = Math.sqrt(scales[column]! + (zeros[column]! / rows) * means[column]! ** 2);
    scales[column] = deviation > 1e-9 * Math.max(1, Math.abs(means[column]!)) ? deviation : 0;
  }
  return { means, scales };
}
