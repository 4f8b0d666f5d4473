import { availableParallelism } from 'node:os';
import { WorkerThread } from '@tiebreak/worker-thread';
import type { GraphWorker } from './graph.worker';

/** Vectors that are added at a time: few would leave threads waiting for each other. */
const CHUNK = 8_192;

/** Makes a graph of neighbours in a thread of its own, while the rows that come after are prepared. */
export class GraphWriter {
  private readonly worker: WorkerThread<GraphWorker>;
  private readonly chunk: Float32Array;
  private waiting = 0;
  private added = 0;
  private adding: Promise<void> = Promise.resolve();

  constructor(private readonly dimensions: number) {
    this.worker = new WorkerThread<GraphWorker>(new URL('./graph.worker.ts', import.meta.url), dimensions);
    this.chunk = new Float32Array(CHUNK * dimensions);
  }

  /** Adds the next rows; few at a time. Waits while the thread is a chunk behind. */
  async add(vectors: Float32Array): Promise<void> {
    const { dimensions, chunk } = this;
    if (this.waiting * dimensions + vectors.length > chunk.length) await this.send();
    chunk.set(vectors, this.waiting * dimensions);
    this.waiting += vectors.length / dimensions;
  }

  async save(file: string): Promise<void> {
    await this.send();
    await this.adding;
    await this.worker.call('save', file);
    await this.worker.close();
  }

  private async send(): Promise<void> {
    await this.adding;
    if (this.waiting === 0) return;
    const vectors = this.chunk.slice(0, this.waiting * this.dimensions);
    this.adding = this.worker.call('add', { first: this.added, vectors, threads: availableParallelism() });
    // Told with the next chunk; not a rejection that nobody handles until then.
    this.adding.catch(() => undefined);
    this.added += this.waiting;
    this.waiting = 0;
  }
}
