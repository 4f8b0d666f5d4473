import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entitySentence } from '@tiebreak/candidates';
import { currentSnapshot, FILES, IndexError } from '../snapshot/snapshot';
import { TextStore } from '../words/text-store';
import { KnownVectors } from './known-vectors';

/**
 * The vectors of an index that was just made, as bytes that another build of it can be given.
 * @throws IndexError when there is no index, or none with vectors that are searched exactly
 */
export async function vectorsOfIndex(index: string): Promise<Uint8Array> {
  const { folder, manifest } = await currentSnapshot(index);
  if (manifest.vectors !== 'exact')
    throw new IndexError(`${index}: expected vectors that are searched exactly, got ${manifest.vectors}`);
  const store = await TextStore.open(folder);
  const { entities } = store.page(-1, manifest.entities);
  store.close();
  const { buffer, byteOffset, length } = await readFile(join(folder, FILES.vectors));
  return KnownVectors.write(entities.map(entitySentence), new Float32Array(buffer, byteOffset, length / 4));
}
