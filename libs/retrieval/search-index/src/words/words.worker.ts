import type { EntityFilter, TextQuery } from '@tiebreak/candidates';
import { serveWorker } from '@tiebreak/worker-thread';
import { TextStore } from './text-store';

async function open(folder: string) {
  const store = await TextStore.open(folder);
  return {
    match: ({ query, depth }: { readonly query: TextQuery; readonly depth: number }) => store.match(query, depth),
    filter: ({ filter, depth }: { readonly filter: EntityFilter; readonly depth: number }) =>
      store.filter(filter, depth),
    named: ({ keys, depth }: { readonly keys: readonly string[]; readonly depth: number }) =>
      store.named(keys, true, depth),
    page: ({ after, limit }: { readonly after: number; readonly limit: number }) => store.page(after, limit),
    read: (ids: readonly string[]) => store.read(ids),
    rowsOf: (ids: readonly string[]) => store.rowsOf(ids),
    briefs: (rows: readonly number[]) => store.briefs(rows),
  };
}

/** What the thread of words offers. */
export type WordsWorker = Awaited<ReturnType<typeof open>>;

serveWorker(open);
