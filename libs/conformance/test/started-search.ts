import type { SearchService } from '@tiebreak/search-pipeline';
import { type RunningSearchHost, startSearchHost } from '@tiebreak/search-host';
import { SearchClient } from '../src';
import { ENTITIES, SubstringSearch } from './substring-search';

export const LOCAL = { host: '127.0.0.1', port: 0 };
export const DEADLINE_MS = 400;

/** A host over a whole search service of which some operations are others, and a client of it. */
export async function startWith(
  changes: Partial<SearchService>,
  settings: { readonly deadlineMs?: number; readonly logQueries?: number } = {},
): Promise<{ host: RunningSearchHost; client: SearchClient; close: () => Promise<void> }> {
  const whole = new SubstringSearch(ENTITIES);
  const service: SearchService = {
    domains: whole.domains,
    search: (request) => whole.search(request),
    matchEntities: (hypotheses) => whole.matchEntities(hypotheses),
    recordFeedback: (events) => whole.recordFeedback(events),
    ...changes,
  };
  const host = await startSearchHost({
    settings: { ...LOCAL, httpPort: 0, deadlineMs: DEADLINE_MS, logQueries: 0, ...settings },
    service,
    admin: { ...LOCAL, portVariable: 'none' },
  });
  const client = new SearchClient(host);
  const close = async (): Promise<void> => {
    client.close();
    await host.close();
  };
  return { host, client, close };
}
