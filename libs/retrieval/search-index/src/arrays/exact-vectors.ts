import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ScoredRow } from '@tiebreak/candidates';
import { nearestGraph } from './nearest-graph';
import type { Vectors } from './vectors';

/** All vectors, compared with each question: exact, and fast enough for 100,000. */
export class ExactVectors implements Vectors {
  private constructor(
    private readonly session: InferenceSession,
    private vectors: Float32Array,
    private count: number,
    private readonly dimensions: number,
  ) {}

  /** @param vectors of unit length, row after row */
  static async create(vectors: Float32Array, dimensions: number): Promise<ExactVectors> {
    const session = await InferenceSession.create(nearestGraph(dimensions), {
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    return new ExactVectors(session, vectors, vectors.length / dimensions, dimensions);
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
    const { count, dimensions } = this;
    const most = Math.min(depth, count);
    if (most === 0) return [];
    const { scores, rows } = await this.session.run({
      vectors: new Tensor('float32', this.vectors.subarray(0, count * dimensions), [count, dimensions]),
      question: new Tensor('float32', vector, [1, dimensions]),
      depth: new Tensor('int64', BigInt64Array.of(BigInt(most)), [1]),
    });
    const cosines = scores!.data as Float32Array;
    return Array.from(rows!.data as BigInt64Array, (row, i) => ({ row: Number(row), score: cosines[i]! }));
  }
}
