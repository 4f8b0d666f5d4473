import { InferenceSession, Tensor } from 'onnxruntime-node';
import { BestRows, type ScoredRow } from '@tiebreak/candidates';
import { coarseGraph } from './coarse-graph';
import { roundQuestion, roundVectors } from './coarse-vectors';
import { nearestGraph } from './nearest-graph';
import type { Vectors } from './vectors';

const SESSION = { intraOpNumThreads: 1, logSeverityLevel: 3 } as const;
/** Where rounding leaves a larger share open, as of vectors that are all alike, all are compared at once. */
const MOST_COMPARED = 1 / 8;
/** So many times the wanted are compared first: nearly always, the others cannot be among the best. */
const COMPARED_FIRST = 4;
/** Fewer vectors are compared exactly at once. */
const LEAST_ROUNDED = 4_096;

/** The vectors of the snapshot, rounded, in memory that the runtime has laid out for them. */
interface RoundedSession {
  readonly session: InferenceSession;
  readonly count: number;
  /** As of `CoarseVectors`. */
  readonly error: number;
}

/**
 * All vectors, compared with each question: exact, and fast enough for 100,000. Memory is what takes the time, so rounded vectors
 * are gone through, and only those compared as they are that could be among the best for all that rounding may hide.
 */
export class ExactVectors implements Vectors {
  private constructor(
    private readonly session: InferenceSession,
    private readonly rounded: RoundedSession | undefined,
    private vectors: Float32Array,
    private count: number,
    private readonly dimensions: number,
  ) {}

  /** @param vectors of unit length, row after row */
  static async create(vectors: Float32Array, dimensions: number): Promise<ExactVectors> {
    const count = vectors.length / dimensions;
    const session = await InferenceSession.create(nearestGraph(dimensions), SESSION);
    const rounded = count < LEAST_ROUNDED ? undefined : await roundedSession(vectors, dimensions);
    return new ExactVectors(session, rounded, vectors, count, dimensions);
  }

  set(row: number, vector: Float32Array): void {
    const { dimensions } = this;
    if ((row + 1) * dimensions > this.vectors.length) {
      const larger = new Float32Array(Math.max(2 * this.vectors.length, (row + 1) * dimensions));
      larger.set(this.vectors);
      this.vectors = larger;
    }
    this.vectors.set(vector, row * dimensions);
    this.count = Math.max(this.count, row + 1);
  }

  /** The mean direction of some rows' vectors, of unit length; undefined when they have none. */
  direction(rows: readonly number[]): Float32Array | undefined {
    const { dimensions } = this;
    const sum = new Float32Array(dimensions);
    for (const row of rows.filter((each) => each < this.count))
      for (let i = 0; i < dimensions; i++) sum[i]! += this.vectors[row * dimensions + i]!;
    const length = Math.hypot(...sum);
    return length === 0 ? undefined : sum.map((value) => value / length);
  }

  async nearest(vector: Float32Array, depth: number): Promise<ScoredRow[]> {
    const { rounded, count } = this;
    const best = rounded && (await this.nearestRounded(rounded, vector, depth));
    if (rounded === undefined || best === undefined) return this.nearestOf(0, vector, depth);
    if (rounded.count === count) return best;
    const later = await this.nearestOf(rounded.count, vector, depth);
    return [...best, ...later].sort((a, b) => b.score - a.score || a.row - b.row).slice(0, depth);
  }

  /** The nearest of the rounded ones by their exact products; undefined when rounding leaves too many open. */
  private async nearestRounded(
    { session, count, error }: RoundedSession,
    vector: Float32Array,
    depth: number,
  ): Promise<ScoredRow[] | undefined> {
    const question = roundQuestion(vector, error);
    const compared = Math.min(count, COMPARED_FIRST * depth);
    const { products, best, rows } = await session.run({
      question: new Tensor('uint8', question.rounded, [1, vector.length]),
      depth: new Tensor('int64', BigInt64Array.of(BigInt(compared)), [1]),
    });
    const nearest = new BestRows(depth);
    const first = new Set(Array.from(rows!.data as BigInt64Array, Number));
    for (const row of first) nearest.offer(row, this.product(row, vector));
    const least = (nearest.least - question.error) / question.scale;
    // Whatever is not among the first lies below the last of them.
    if ((best!.data as Float32Array)[compared - 1]! < least) return nearest.sorted();
    const coarse = products!.data as Float32Array;
    let left = MOST_COMPARED * count;
    for (let row = 0; row < count; row++) {
      if (coarse[row]! < least || first.has(row)) continue;
      if (left-- < 0) return undefined;
      nearest.offer(row, this.product(row, vector));
    }
    return nearest.sorted();
  }

  private product(row: number, vector: Float32Array): number {
    const { vectors, dimensions } = this;
    let sum = 0;
    for (let i = 0, at = row * dimensions; i < dimensions; i++, at++) sum += vector[i]! * vectors[at]!;
    return sum;
  }

  /** The nearest of the rows from one on. */
  private async nearestOf(first: number, vector: Float32Array, depth: number): Promise<ScoredRow[]> {
    const { count, dimensions } = this;
    const most = Math.min(depth, count - first);
    if (most === 0) return [];
    const { scores, rows } = await this.session.run({
      vectors: new Tensor('float32', this.vectors.subarray(first * dimensions, count * dimensions), [
        count - first,
        dimensions,
      ]),
      question: new Tensor('float32', vector, [1, dimensions]),
      depth: new Tensor('int64', BigInt64Array.of(BigInt(most)), [1]),
    });
    const cosines = scores!.data as Float32Array;
    return Array.from(rows!.data as BigInt64Array, (row, i) => ({ row: first + Number(row), score: cosines[i]! }));
  }
}

async function roundedSession(vectors: Float32Array, dimensions: number): Promise<RoundedSession> {
  const coarse = roundVectors(vectors, dimensions);
  const session = await InferenceSession.create(coarseGraph(coarse), SESSION);
  return { session, count: coarse.scales.length, error: coarse.error };
}
