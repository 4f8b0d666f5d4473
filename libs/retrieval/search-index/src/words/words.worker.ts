import type { EntityFilter, TextQuery } from '@tiebreak/candidates';
import { serveWorker } from '@tiebreak/worker-thread';
import { filterEntities } from './filter-entities';
import { TextStore } from './text-store';

function open(file: string) {
  const store = new TextStore(file);
  return {
    match: ({ query, depth }: { readonly query: TextQuery; readonly depth: number }) => store.match(query, depth),
    filter: ({ filter, depth }: { readonly filter: EntityFilter; readonly depth: number }) =>
      filterEntities(store.reader, filter, depth),
    named: ({ keys, depth }: { readonly keys: readonly string[]; readonly depth: number }) =>
      store.named(keys, true, depth).map(({ id }) => id),
    page: ({ after, limit }: { readonly after: number; readonly limit: number }) => store.page(after, limit),
    read: (ids: readonly string[]) => store.read(ids),
  };
}

/** What the thread of words offers. */
export type WordsWorker = ReturnType<typeof open>;

serveWorker(open);
