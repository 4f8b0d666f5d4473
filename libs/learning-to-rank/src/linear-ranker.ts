/** score = the sum over features of weight * value, or of what stands for a missing one. */
export interface LinearRanker {
  readonly weights: Float64Array;
  /** What a feature adds when it is missing (NaN), one a column. */
  readonly missing: Float64Array;
}

/**
 * Scores of rows, better ones higher; float64 arithmetic on the float32 features.
 * @param features row-major; NaN is missing
 * @throws RangeError when the features do not fill whole rows
 */
export function scoreLinear({ weights, missing }: LinearRanker, features: Float32Array): Float64Array {
  const columns = weights.length;
  const rows = features.length / columns;
  if (!Number.isInteger(rows))
    throw new RangeError(`features: expected whole rows of ${columns} columns, got ${features.length} values`);
  const scores = new Float64Array(rows);
  for (let row = 0, i = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++, i++) {
      const value = features[i]!;
      sum += Number.isNaN(value) ? missing[column]! : weights[column]! * value;
    }
    scores[row] = sum;
  }
  return scores;
}
