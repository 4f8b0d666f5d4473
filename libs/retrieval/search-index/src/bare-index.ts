import { join } from 'node:path';
import { searchWords } from '@tiebreak/candidates';
import Database from 'libsql';
import { openVectors } from './arrays/open-vectors';
import { currentSnapshot, FILES } from './snapshot/snapshot';
import { quoted } from './words/text-store';

/**
 * The two engines below a search by themselves, without threads, ids and everything else: the floors that a search is
 * measured beside.
 */
export interface BareIndex {
  /** FTS5 by its own ranking, any of the words. @returns how many rows were found, at most `depth` */
  words(text: string, depth: number): number;
  /** The nearest neighbours' rows. @param vector of unit length */
  nearest(vector: Float32Array, depth: number): Promise<number>;
  close(): void;
}

/** @throws IndexError when the folder holds no index */
export async function openBareIndex(index: string): Promise<BareIndex> {
  const { folder, manifest } = await currentSnapshot(index);
  const database = new Database(join(folder, FILES.database), { readonly: true });
  const matching = database.prepare('select rowid from words where words match ? order by rank limit ?');
  const vectors = await openVectors(folder, manifest);
  return {
    words: (text, depth) => {
      const words = searchWords(text);
      return words.length === 0 ? 0 : matching.all(words.map(quoted).join(' OR '), depth).length;
    },
    nearest: async (vector, depth) => (await vectors?.nearest(vector, depth))?.length ?? 0,
    close: () => {
      database.close();
    },
  };
}
