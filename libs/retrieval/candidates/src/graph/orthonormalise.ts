/** Shorter columns are taken for 0: what is left of a column that depends on those before it. */
const NOTHING = 1e-10;
/** Squares of what is shorter lose their digits. */
const SHORTEST = 1e-140;

/**
 * Makes the columns of a row-major matrix orthonormal, in place, from the first to the last; columns that depend on those
 * before them become 0.
 * @see the modified process of Gram and Schmidt; Golub & Van Loan, "Matrix Computations", 5.2.8
 */
export function orthonormalise(matrix: Float64Array, rows: number, columns: number): void {
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += matrix[row * columns + a]! * matrix[row * columns + b]!;
    return sum;
  };
  for (let column = 0; column < columns; column++) {
    const before = Math.sqrt(dot(column, column));
    // Twice, for once leaves what rounding put there.
    for (let pass = 0; pass < 2; pass++)
      for (let other = 0; other < column; other++) {
        const overlap = dot(column, other);
        for (let row = 0; row < rows; row++)
          matrix[row * columns + column]! -= overlap * matrix[row * columns + other]!;
      }
    const length = Math.sqrt(dot(column, column));
    const scale = length <= Math.max(NOTHING * before, SHORTEST) ? 0 : 1 / length;
    for (let row = 0; row < rows; row++) matrix[row * columns + column]! *= scale;
  }
}
