import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Version of the files; older ones are indexed again, not converted. */
export const FORMAT = 2;

/** What a snapshot says of itself. */
export interface SnapshotManifest {
  readonly format: number;
  /** When it was made, RFC 3339. */
  readonly created: string;
  /** Entities when it was made; rows beyond came later. */
  readonly entities: number;
  readonly encoder: string;
  readonly dimensions: number;
  readonly vectors: 'exact' | 'hnsw' | 'none';
  /** Dimensions of what is known of entities chosen together; 0 when nothing is. */
  readonly relatedDimensions: number;
}

/** The files of a snapshot, relative to its folder. */
export const FILES = {
  manifest: 'manifest.json',
  database: 'catalogue.db',
  popularity: 'popularity.bin',
  briefs: 'briefs.bin',
  briefEnds: 'brief-ends.bin',
  grams: 'grams.bin',
  gramRows: 'gram-rows.bin',
  terms: 'terms.bin',
  vectors: 'vectors.bin',
  neighbours: 'vectors.usearch',
  related: 'related.bin',
  vocabulary: 'vocabulary.json',
} as const;

/** Names the snapshot that is used; replaced as one, so readers see the old or the new. */
const CURRENT = 'current';

/** Raised when a folder holds no index that this version reads. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
}

/** A snapshot that is in use: where it is, and what it says. */
export interface Snapshot {
  readonly folder: string;
  readonly manifest: SnapshotManifest;
}

/** The snapshot that an index folder names. @throws IndexError when there is none, or none that can be read */
export async function currentSnapshot(index: string): Promise<Snapshot> {
  const remedy = 'make one by "tiebreak index"';
  const name = await readFile(join(index, CURRENT), 'utf8').catch(() => {
    throw new IndexError(`${index}: expected a search index, got no file "${CURRENT}" there; ${remedy}`);
  });
  const folder = join(index, name.trim());
  const text = await readFile(join(folder, FILES.manifest), 'utf8').catch(() => {
    throw new IndexError(`${folder}: expected a snapshot, got no ${FILES.manifest}; ${remedy}`);
  });
  const manifest = JSON.parse(text) as SnapshotManifest;
  if (manifest.format !== FORMAT)
    throw new IndexError(`${folder}: expected format ${FORMAT}, got ${manifest.format}; ${remedy} again`);
  return { folder, manifest };
}

/** Makes the folder of a new snapshot, which nobody reads yet. */
export async function beginSnapshot(index: string): Promise<string> {
  const name = `snapshot-${new Date().toISOString().replaceAll(/[^\d]/g, '')}-${process.pid}`;
  const folder = join(index, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Has readers use a finished snapshot, and removes those that came before. */
export async function publishSnapshot(index: string, folder: string, manifest: SnapshotManifest): Promise<void> {
  await writeFile(join(folder, FILES.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  const name = folder.slice(index.length + 1);
  const next = join(index, `${CURRENT}.${process.pid}`);
  await writeFile(next, `${name}\n`);
  await rename(next, join(index, CURRENT));
  // Readers that still have an old one open keep its files until they close it.
  for (const entry of await readdir(index))
    if (entry.startsWith('snapshot-') && entry < name) await rm(join(index, entry), { recursive: true, force: true });
}
