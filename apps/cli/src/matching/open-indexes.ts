import { join } from 'node:path';
import { foldersIn } from '@tiebreak/search-engine';
import type { SearchIndex } from '@tiebreak/search-index';
import { Refusal, refusing } from '../refusal';
import { openIndex } from '../search/open-index';

/**
 * Opens the search indexes of a folder, called as their domains, for as long as the work takes.
 * @throws Refusal naming what is wrong with the folder or an index
 */
export async function withIndexes<T>(
  folder: string,
  work: (indexes: ReadonlyMap<string, SearchIndex>) => Promise<T>,
): Promise<T> {
  const domains = await foldersIn(folder).catch(refusing(folder, 'a folder with an index for each domain'));
  if (domains.length === 0)
    throw new Refusal(`${folder}: expected folders with an index each, called as their domains, got none`);
  const indexes = new Map<string, SearchIndex>();
  try {
    for (const domain of domains) indexes.set(domain, await openIndex(join(folder, domain)));
    return await work(indexes);
  } finally {
    for (const index of indexes.values()) await index.close();
  }
}
