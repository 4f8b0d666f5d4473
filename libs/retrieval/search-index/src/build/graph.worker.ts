import { serveWorker } from '@tiebreak/worker-thread';
import { GraphVectors } from '../arrays/graph-vectors';

interface Chunk {
  /** Row of the first vector. */
  readonly first: number;
  readonly vectors: Float32Array;
  readonly threads: number;
}

function open(dimensions: number) {
  const graph = new GraphVectors(dimensions);
  return {
    add: ({ first, vectors, threads }: Chunk) => {
      graph.addAll(first, vectors, threads);
    },
    save: (file: string) => {
      graph.save(file);
    },
  };
}

/** What the thread that makes a graph of neighbours offers. */
export type GraphWorker = ReturnType<typeof open>;

serveWorker(open);
