/** A column of a ranker's input. Whoever changes what it means gives it another version. */
export interface RankingFeature {
  readonly name: string;
  /** A whole number of at least 1. */
  readonly version: number;
}

/** The columns of a ranker's input, in order. */
export interface RankingFeatureSchema {
  readonly features: readonly RankingFeature[];
  readonly names: readonly string[];
}

/** @throws RangeError when there is none, one has no name, or two have the same */
export function defineRankingFeatures(features: readonly RankingFeature[]): RankingFeatureSchema {
  const names = features.map(({ name }) => name);
  if (names.length === 0) throw new RangeError('features: expected at least one, got none');
  features.forEach(({ name, version }, i) => {
    if (name === '') throw new RangeError(`features[${i}].name: expected a name, got ""`);
    if (names.indexOf(name) !== i)
      throw new RangeError(`features[${i}].name: expected every name once, got "${name}" again`);
    if (!Number.isInteger(version) || version < 1)
      throw new RangeError(`features[${i}].version: expected a whole number of at least 1, got ${version}`);
  });
  return { features, names };
}

/**
 * Feature rows from named values, in the order of the names; what is not there is missing, NaN.
 * @returns row-major, rows * names
 */
export function fillRows(
  names: readonly string[],
  rows: readonly Readonly<Record<string, number | undefined>>[],
): Float32Array {
  const filled = new Float32Array(rows.length * names.length);
  rows.forEach((row, i) => {
    names.forEach((name, column) => {
      filled[i * names.length + column] = row[name] ?? NaN;
    });
  });
  return filled;
}

/** Columns of rows by name, in another order or number; a name that is not there is missing, NaN. */
export function selectColumns(features: Float32Array, from: readonly string[], to: readonly string[]): Float32Array {
  const places = to.map((name) => from.indexOf(name));
  const rows = features.length / from.length;
  return Float32Array.from({ length: rows * to.length }, (_, i) => {
    const place = places[i % to.length]!;
    return place < 0 ? NaN : features[Math.floor(i / to.length) * from.length + place]!;
  });
}
