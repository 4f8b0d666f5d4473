import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, type SnapshotManifest } from '../snapshot/snapshot';
import { ExactVectors } from './exact-vectors';
import { GraphVectors } from './graph-vectors';
import type { Vectors } from './vectors';

/** The vectors of a snapshot; undefined when it was made without. */
export async function openVectors(
  folder: string,
  { vectors, dimensions }: SnapshotManifest,
): Promise<Vectors | undefined> {
  switch (vectors) {
    case 'none':
      return undefined;
    case 'hnsw':
      return GraphVectors.load(join(folder, FILES.neighbours), dimensions);
    case 'exact':
      return readExact(join(folder, FILES.vectors), dimensions);
  }
}

/** What is known of entities chosen together; undefined when nothing is. */
export async function openRelated(
  folder: string,
  { relatedDimensions }: SnapshotManifest,
): Promise<ExactVectors | undefined> {
  return relatedDimensions === 0 ? undefined : readExact(join(folder, FILES.related), relatedDimensions);
}

async function readExact(file: string, dimensions: number): Promise<ExactVectors> {
  const bytes = await readFile(file);
  return ExactVectors.create(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), dimensions);
}
