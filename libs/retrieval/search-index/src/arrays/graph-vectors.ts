import type { ScoredRow } from '@tiebreak/candidates';
import { Index, MetricKind, ScalarKind } from 'usearch';
import type { Vectors } from './vectors';

/** Edges of a node, and how many nodes are looked at while the graph grows and is searched. */
const [CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH] = [16, 64, 128];

/**
 * A graph of near neighbours, through which a search walks: finds nearly all of the nearest, in logarithmic time.
 * @see Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", TPAMI 2018
 */
export class GraphVectors implements Vectors {
  private readonly index: Index;

  constructor(dimensions: number) {
    this.index = new Index({
      dimensions,
      metric: MetricKind.IP,
      quantization: ScalarKind.F32,
      connectivity: CONNECTIVITY,
      expansion_add: EXPANSION_ADD,
      expansion_search: EXPANSION_SEARCH,
      multi: false,
    });
  }

  static load(file: string, dimensions: number): GraphVectors {
    const vectors = new GraphVectors(dimensions);
    vectors.index.load(file);
    return vectors;
  }

  /** Adds many rows, from `first` on, which is faster than one by one. */
  addAll(first: number, vectors: Float32Array, threads: number): void {
    const count = vectors.length / this.index.dimensions();
    this.index.add(
      BigUint64Array.from({ length: count }, (_, i) => BigInt(first + i)),
      vectors,
      threads,
    );
  }

  set(row: number, vector: Float32Array): void {
    if (this.index.contains(BigInt(row)) === true) this.index.remove(BigInt(row));
    this.index.add(BigInt(row), vector);
  }

  nearest(vector: Float32Array, depth: number): ScoredRow[] {
    const { keys, distances } = this.index.search(vector, depth, 1);
    return Array.from(keys, (key, i) => ({ row: Number(key), score: 1 - distances[i]! }));
  }

  save(file: string): void {
    this.index.save(file);
  }
}
