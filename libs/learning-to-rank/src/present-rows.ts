import { type SparseRows, sparseRows } from '@tiebreak/objectives';
import type { JudgedQueries } from './judged-queries';
import type { LinearRanker } from './linear-ranker';

/** Features with what is missing kept apart, and the centre and scale of each column where it is present. */
export interface PresentRows {
  readonly means: Float64Array;
  /** Standard deviation; 0 for a column that is always the same, which gets no weight. */
  readonly scales: Float64Array;
  /** Standard deviation of the column's being missing; 0 when it always is or never. */
  readonly missingScales: Float64Array;
  /** Writes the scores of all rows. */
  score(ranker: LinearRanker, scores: Float64Array): void;
  /**
   * Writes derivatives by the standardised weights, and after them those by the weights of being missing, given those by
   * the scores, whose sum is 0.
   */
  back(byScore: Float64Array, gradient: Float64Array): void;
}

/** @throws RangeError naming the column when a feature is infinite */
export function presentRows({ features, columns }: Pick<JudgedQueries, 'features' | 'columns'>): PresentRows {
  const infinite = features.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite >= 0)
    throw new RangeError(
      `features: expected finite numbers, or NaN for a missing one, got ${features[infinite]} in column ${infinite % columns}`,
    );
  const present = sparseRows({ columns, features: features.map((value) => (Number.isNaN(value) ? 0 : value)) });
  const missing = sparseRows({ columns, features: features.map((value) => (Number.isNaN(value) ? 1 : 0)) });
  const { means, scales, missingScales } = moments(present, missing);
  return {
    means,
    scales,
    missingScales,
    score(ranker, scores) {
      scores.fill(0);
      addWeighted(present, ranker.weights, scores);
      addWeighted(missing, ranker.missing, scores);
    },
    back(byScore, gradient) {
      gradient.fill(0);
      const ofMissing = gradient.subarray(columns);
      addTransposed(present, byScore, gradient);
      addTransposed(missing, byScore, ofMissing);
      for (let column = 0; column < columns; column++) {
        // What is centred away from present values is, as derivatives by scores sum to 0, added where they are missing.
        const centred = gradient[column]! + means[column]! * ofMissing[column]!;
        gradient[column] = over(centred, scales[column]!);
        ofMissing[column] = over(ofMissing[column]!, missingScales[column]!);
      }
    },
  };
}

/** The ranker on raw features, given standardised weights and after them those of being missing. */
export function toRaw(point: Float64Array, { means, scales, missingScales }: PresentRows): LinearRanker {
  const columns = means.length;
  const weights = Float64Array.from(scales, (scale, column) => over(point[column]!, scale));
  return {
    weights,
    missing: Float64Array.from(
      missingScales,
      (scale, column) => over(point[columns + column]!, scale) + weights[column]! * means[column]!,
    ),
  };
}

function moments(present: SparseRows, missing: SparseRows): Pick<PresentRows, 'means' | 'scales' | 'missingScales'> {
  const rows = present.starts.length - 1;
  const absent = new Float64Array(present.columns);
  for (const column of missing.indices) absent[column]!++;
  const sums = new Float64Array(present.columns);
  const squares = new Float64Array(present.columns);
  present.values.forEach((value, entry) => (sums[present.indices[entry]!]! += value));
  const means = sums.map((sum, column) => (absent[column] === rows ? 0 : sum / (rows - absent[column]!)));
  const entries = new Float64Array(present.columns);
  present.values.forEach((value, entry) => {
    const column = present.indices[entry]!;
    entries[column]!++;
    squares[column]! += (value - means[column]!) ** 2;
  });
  const scales = squares.map((sum, column) => {
    const zeros = rows - absent[column]! - entries[column]!;
    const deviation = Math.sqrt((sum + zeros * means[column]! ** 2) / Math.max(1, rows - absent[column]!));
    return deviation > 1e-9 * Math.max(1, Math.abs(means[column]!)) ? deviation : 0;
  });
  return { means, scales, missingScales: absent.map((count) => Math.sqrt((count / rows) * (1 - count / rows))) };
}

function addWeighted({ starts, indices, values }: SparseRows, weights: Float64Array, scores: Float64Array): void {
  for (let row = 0, entry = 0; row < scores.length; row++)
    for (const end = starts[row + 1]!; entry < end; entry++) scores[row]! += weights[indices[entry]!]! * values[entry]!;
}

function addTransposed({ starts, indices, values }: SparseRows, byRow: Float64Array, byColumn: Float64Array): void {
  for (let row = 0, entry = 0; row < byRow.length; row++)
    for (const end = starts[row + 1]!; entry < end; entry++) byColumn[indices[entry]!]! += byRow[row]! * values[entry]!;
}

function over(value: number, scale: number): number {
  return scale === 0 ? 0 : value / scale;
}
