/**
 * The lower triangular root L of a positive definite matrix, L L' = matrix (Cholesky). A pivot that rounding took to 0 or
 * below becomes 0: nothing varies in its direction.
 * @param matrix row-major, `size` by `size`; only its lower triangle is read
 */
export function choleskyRoot(matrix: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!;
    for (let k = 0; k < j; k++) pivot -= root[j * size + k]! ** 2;
    const diagonal = pivot > 0 ? Math.sqrt(pivot) : 0;
    root[j * size + j] = diagonal;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * size + k]! * root[j * size + k]!;
      root[i * size + j] = diagonal === 0 ? 0 : sum / diagonal;
    }
  }
  return root;
}

/** A symmetric matrix times a vector, into `product`. */
export function multiply(matrix: Float64Array, vector: Float64Array, product: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    const row = i * size;
    for (let j = 0; j < size; j++) sum += matrix[row + j]! * vector[j]!;
    product[i] = sum;
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
