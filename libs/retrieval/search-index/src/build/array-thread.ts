import { WorkerThread } from '@tiebreak/worker-thread';
import type { SnapshotManifest } from '../snapshot/snapshot';
import type { ArraysOfSnapshot, ArraysWorker } from './arrays.worker';

/** Entities that cross to the thread at a time. */
const BATCH = 256;

/** Writes the arrays of a snapshot in a thread of its own, while words are written here. */
export class ArrayThread {
  private readonly worker: WorkerThread<ArraysWorker>;
  private waiting: string[] = [];
  private adding: Promise<void> = Promise.resolve();

  constructor(snapshot: ArraysOfSnapshot) {
    this.worker = new WorkerThread<ArraysWorker>(new URL('./arrays.worker.ts', import.meta.url), snapshot);
  }

  /** What vectors are made by; undefined without. @throws Error when there is no such encoder */
  encoder(): Promise<(Pick<SnapshotManifest, 'dimensions'> & { readonly name: string }) | undefined> {
    return this.worker.call('encoder', undefined);
  }

  /** Begins, once the vocabulary is in the folder. @param kind which vectors are written */
  begin(kind: SnapshotManifest['vectors']): Promise<void> {
    return this.worker.call('begin', kind);
  }

  /** Adds the entity of the next row, as JSON. Waits while the thread is a batch behind. */
  async add(entity: string): Promise<void> {
    if (this.waiting.push(entity) === BATCH) await this.send();
  }

  async finish(): Promise<void> {
    await this.send();
    await this.adding;
    await this.worker.call('finish', undefined);
  }

  close(): Promise<void> {
    return this.worker.close();
  }

  private async send(): Promise<void> {
    await this.adding;
    this.adding = this.worker.call('add', `[${this.waiting.join(',')}]`);
    // Told with the next batch; not a rejection that nobody handles until then.
    this.adding.catch(() => undefined);
    this.waiting = [];
  }
}
