/** Steps on either side of zero: two products of 255 and this fit in 16 bits, beyond which some processors cut them off. */
const STEPS = 64;
/** Of a question, whose products are exact. */
const QUESTION_STEPS = 127;
/** What sums of rounded numbers may be off by in float32. */
const SLACK = 1e-4;

/** Vectors in seven bits a number, a quarter of the bytes to go through, and how much that may change a product. */
export interface CoarseVectors {
  /** One column a vector: [dimensions, count]. */
  readonly rounded: Int8Array;
  /** What a vector's rounded numbers are multiplied by. */
  readonly scales: Float32Array;
  readonly dimensions: number;
  /** The length of what rounding takes from any vector, at most. */
  readonly error: number;
}

/** Rounds vectors, each by its own largest number. @param vectors row after row */
export function roundVectors(vectors: Float32Array, dimensions: number): CoarseVectors {
  const count = vectors.length / dimensions;
  const rounded = new Int8Array(vectors.length);
  const scales = new Float32Array(count);
  let most = 0;
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const scale = largest(vector) / STEPS;
    scales[row] = scale;
    let squares = 0;
    for (let i = 0; i < dimensions; i++) {
      const steps = scale === 0 ? 0 : Math.round(vector[i]! / scale);
      rounded[i * count + row] = steps;
      squares += (vector[i]! - scale * steps) ** 2;
    }
    most = Math.max(most, squares);
  }
  return { rounded, scales, dimensions, error: Math.sqrt(most) };
}

/** A question rounded likewise. */
export interface CoarseQuestion {
  /** Around 128. */
  readonly rounded: Uint8Array;
  readonly scale: number;
  /** How far a product with a rounded vector may be from the product of what they were, both of unit length. */
  readonly error: number;
}

/**
 * Rounds a question. |q.v - q'.v'| <= |q| |v - v'| + |q - q'| |v'|, by Cauchy and Schwarz.
 * @param question of unit length
 */
export function roundQuestion(question: Float32Array, vectorError: number): CoarseQuestion {
  const scale = largest(question) / QUESTION_STEPS;
  const rounded = Uint8Array.from(question, (value) => 128 + (scale === 0 ? 0 : Math.round(value / scale)));
  const own = Math.hypot(...question.map((value, i) => value - scale * (rounded[i]! - 128)));
  return { rounded, scale, error: vectorError + own * (1 + vectorError) + SLACK };
}

function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
