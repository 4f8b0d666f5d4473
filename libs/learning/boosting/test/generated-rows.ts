/** Rows that tools/fixtures/xgboost.py generates bit for bit alike: interactions, a mostly zero column, noise. */
export interface GeneratedRows {
  readonly columns: number;
  readonly features: Float32Array;
  readonly right: Uint8Array;
}

const COLUMNS = 10;

/** @param seed a whole number; the fixture trains on seed 1 and holds out seed 2 */
export function generatedRows(rows: number, seed: number): GeneratedRows {
  let state = seed;
  // A linear congruential generator modulo 2^32 (Numerical Recipes); its high half, as a number in [0, 1).
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) / 2 ** 16;
  };
  const features = new Float32Array(rows * COLUMNS);
  const right = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = features.subarray(row * COLUMNS, (row + 1) * COLUMNS);
    for (let column = 0; column < COLUMNS; column++) x[column] = uniform();
    x[3] = Math.floor(x[3]! * 4) / 4;
    x[4] = x[4]! > 0.5 ? 1 : 0;
    x[5] = x[5]! < 0.8 ? 0 : x[5]!;
    const evidence =
      8 * (x[0]! - 0.5) * (x[1]! - 0.5) + (x[2]! > 0.5 && x[3] <= 0.25 ? 3 : 0) - 2 * x[4] * x[6]! + 2 * x[5] - 1;
    const share = 0.5 + evidence / (2 * (1 + Math.abs(evidence)));
    right[row] = uniform() < share ? 1 : 0;
  }
  return { columns: COLUMNS, features, right };
}
