import { countRows, type RankedLists } from './ranked-lists';

/** Centre and scale of every column. A constant column has scale 0: it carries no evidence and gets no weight. */
export interface Standardization {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Mean and standard deviation of every feature column. */
export function standardize(lists: RankedLists): Standardization {
  const { columns, features } = lists;
  const rows = countRows(lists);
  const means = new Float64Array(columns);
  const scales = new Float64Array(columns);
  for (let i = 0; i < features.length; i++) means[i % columns]! += features[i]! / rows;
  for (let i = 0; i < features.length; i++) scales[i % columns]! += (features[i]! - means[i % columns]!) ** 2 / rows;
  for (let column = 0; column < columns; column++) {
    const deviation = Math.sqrt(scales[column]!);
    scales[column] = deviation > 1e-9 * Math.max(1, Math.abs(means[column]!)) ? deviation : 0;
  }
  return { means, scales };
}

/** (x - mean) / scale of every feature, row-major; 0 in constant columns. */
export function standardizedFeatures(
  { columns, features }: RankedLists,
  { means, scales }: Standardization,
): Float64Array {
  const out = new Float64Array(features.length);
  for (let i = 0; i < features.length; i++) {
    const column = i % columns;
    if (scales[column] !== 0) out[i] = (features[i]! - means[column]!) / scales[column]!;
  }
  return out;
}
