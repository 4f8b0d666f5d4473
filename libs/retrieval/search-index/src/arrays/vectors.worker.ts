import { serveWorker } from '@tiebreak/worker-thread';
import type { Snapshot } from '../snapshot/snapshot';
import { VectorStore } from './vector-store';

async function open(snapshot: Snapshot) {
  const store = await VectorStore.open(snapshot);
  return {
    nearest: ({ vector, depth }: { readonly vector: Float32Array; readonly depth: number }) =>
      store.nearest(vector, depth),
    related: ({ ids, depth }: { readonly ids: readonly string[]; readonly depth: number }) => store.related(ids, depth),
    encode: (texts: readonly string[]) => store.encode(texts),
    refresh: () => store.refresh(),
  };
}

/** What the thread of vectors offers. */
export type VectorsWorker = Awaited<ReturnType<typeof open>>;

serveWorker(open);
