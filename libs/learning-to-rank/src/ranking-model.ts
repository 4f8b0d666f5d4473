import { type Ranker, scoreRows } from './ranker';

/** A ranker as whoever serves it sees it. Adapters implement it over ONNX Runtime. */
export interface RankingModel {
  /** Name and version, such as "films@1.2.0". */
  readonly version: string;
  /** The columns of a row, in order. */
  readonly featureNames: readonly string[];
  /**
   * Scores candidates, better ones higher; scores compare within a query only.
   * @param rows row-major, count * features; NaN is missing. Read as float32, as in training
   */
  score(rows: Float32Array | Float64Array, count: number): Promise<Float64Array>;
}

/** A ranker that was just learned, as a model. */
export function modelOf(ranker: Ranker, featureNames: readonly string[], version: string): RankingModel {
  return {
    version,
    featureNames,
    score: (rows, count) => Promise.resolve(scoreRows(ranker, asFloat32(rows, count, featureNames.length))),
  };
}

/**
 * Rows as a graph sees them. @throws RangeError when they are not `count` rows of `columns` numbers, or one is infinite
 */
export function asFloat32(rows: Float32Array | Float64Array, count: number, columns: number): Float32Array {
  if (rows.length !== count * columns)
    throw new RangeError(`rows: expected ${count} rows of ${columns} features, got ${rows.length} numbers`);
  const narrow = rows instanceof Float32Array ? rows : Float32Array.from(rows);
  const infinite = narrow.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite >= 0)
    throw new RangeError(
      `rows: expected numbers that float32 holds, or NaN for a missing one, got ${rows[infinite]} in row ${Math.floor(infinite / columns)}, column ${infinite % columns}`,
    );
  return narrow;
}
