import type { SparseField } from '@tiebreak/candidates';
import { serveWorker } from '@tiebreak/worker-thread';
import type { Snapshot } from '../snapshot/snapshot';
import { SparseStore } from './sparse-store';

interface WeighQuestion {
  readonly field: SparseField;
  readonly terms: readonly (readonly [string, number])[];
  readonly depth: number;
}

async function open(snapshot: Snapshot) {
  const store = await SparseStore.open(snapshot);
  return {
    weigh: ({ field, terms, depth }: WeighQuestion) => store.weigh(field, terms, depth),
    termsOf: (ids: readonly string[]) => store.termsOf(ids),
    refresh: () => store.refresh(),
  };
}

/** What the thread of weighted terms offers. */
export type SparseWorker = Awaited<ReturnType<typeof open>>;

serveWorker(open);
