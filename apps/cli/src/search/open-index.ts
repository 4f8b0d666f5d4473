import { IndexError, SearchIndex } from '@tiebreak/search-index';
import { Refusal } from '../refusal';

/** Opens the search index of a folder. @throws Refusal saying why there is none that can be searched */
export async function openIndex(folder: string): Promise<SearchIndex> {
  try {
    return await SearchIndex.open(folder);
  } catch (error) {
    if (error instanceof IndexError) throw new Refusal(error.message);
    throw error;
  }
}
