import { type Random, seededRandom } from '@tiebreak/statistics';
import { orthonormalise } from './orthonormalise';

/** Who chose what, as pairs of numbers from 0. A pair that comes again counts again. */
export interface Actions {
  readonly users: Uint32Array;
  readonly entities: Uint32Array;
  readonly userCount: number;
  readonly entityCount: number;
}

export interface EntityVectorOptions {
  readonly dimensions: number;
  readonly seed: number;
}

/** Each brings the subspace nearer to the leading one; three are enough where singular values fall as they do here. */
const POWER_ITERATIONS = 3;
/** Columns beyond those wanted, which make those wanted more exact. */
const SPARE_COLUMNS = 8;

/**
 * Vectors of entities, near when the same users chose them: the leading right singular vectors of the matrix of users and
 * entities, each entry divided by the square root of both counts, so that neither busy users nor popular entities
 * dominate; found by random projection. Rows are scaled to unit length; entities that nobody chose are 0.
 * @returns row-major, one row an entity
 * @see Halko, Martinsson & Tropp, "Finding Structure with Randomness", SIAM Review 2011; Cremonesi et al., "Performance of
 *   Recommender Algorithms on Top-N Recommendation Tasks", RecSys 2010
 */
export function entityVectors(actions: Actions, { dimensions, seed }: EntityVectorOptions): Float32Array {
  const { entityCount } = actions;
  const columns = Math.min(dimensions + SPARE_COLUMNS, entityCount);
  const product = normalisedProduct(actions, columns);
  let basis = randomMatrix(entityCount, columns, seededRandom(seed));
  for (let iteration = 0; iteration <= POWER_ITERATIONS; iteration++) {
    basis = product(basis);
    orthonormalise(basis, entityCount, columns);
  }
  // Nearly invariant now: what the product does to each column is to stretch it by its squared singular value.
  const stretched = product(basis);
  return unitRows(stretched, entityCount, columns, dimensions);
}

/** Multiplies a matrix of entities by the normalised matrix and its transpose: entities to users and back. */
function normalisedProduct(
  { users, entities, userCount, entityCount }: Actions,
  columns: number,
): (matrix: Float64Array) => Float64Array {
  const userScale = inverseRoots(users, userCount);
  const entityScale = inverseRoots(entities, entityCount);
  return (matrix) => {
    const ofUsers = new Float64Array(userCount * columns);
    const result = new Float64Array(entityCount * columns);
    const add = (from: Float64Array, fromRow: number, to: Float64Array, toRow: number, scale: number): void => {
      for (let column = 0; column < columns; column++)
        to[toRow * columns + column]! += scale * from[fromRow * columns + column]!;
    };
    users.forEach((user, i) => {
      add(matrix, entities[i]!, ofUsers, user, userScale[user]! * entityScale[entities[i]!]!);
    });
    users.forEach((user, i) => {
      add(ofUsers, user, result, entities[i]!, userScale[user]! * entityScale[entities[i]!]!);
    });
    return result;
  };
}

function inverseRoots(items: Uint32Array, count: number): Float64Array {
  const counts = new Float64Array(count);
  for (const item of items) counts[item]!++;
  return counts.map((n) => (n === 0 ? 0 : 1 / Math.sqrt(n)));
}

function randomMatrix(rows: number, columns: number, random: Random): Float64Array {
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

function unitRows(matrix: Float64Array, rows: number, columns: number, dimensions: number): Float32Array {
  const vectors = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const from = matrix.subarray(row * columns, row * columns + Math.min(dimensions, columns));
    const length = Math.hypot(...from);
    if (length > 0) from.forEach((value, i) => (vectors[row * dimensions + i] = value / length));
  }
  return vectors;
}
