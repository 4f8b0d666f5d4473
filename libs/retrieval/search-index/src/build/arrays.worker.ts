import type { SentenceEncoder } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { serveWorker } from '@tiebreak/worker-thread';
import { knowing, KnownVectors } from '../encoders/known-vectors';
import { openEncoder } from '../encoders/open-encoder';
import { readSnapshotVocabulary } from '../snapshot/read-vocabulary';
import type { SnapshotManifest } from '../snapshot/snapshot';
import { ArrayWriter } from './array-writer';

/** What the thread is started with. */
export interface ArraysOfSnapshot {
  readonly folder: string;
  /** As `openEncoder` takes it, or "none". */
  readonly encoder: string;
  /** Bytes of vectors that are known already, as `KnownVectors` reads them. */
  readonly known?: Uint8Array;
}

async function open({ folder, encoder: name, known }: ArraysOfSnapshot) {
  const encoder = name === 'none' ? undefined : await openKnowing(name, known);
  let writer: ArrayWriter;
  let row = 0;
  return {
    encoder: () => encoder && { name: encoder.name, dimensions: encoder.dimensions },
    begin: async (kind: SnapshotManifest['vectors']) => {
      writer = new ArrayWriter(folder, await readSnapshotVocabulary(folder), encoder, kind);
    },
    /** @param entities of the next rows, a JSON array; asked again only once this is answered */
    add: async (entities: string) => {
      for (const entity of JSON.parse(entities) as CatalogueEntity[]) await writer.add(row++, entity);
    },
    finish: () => writer.finish(),
  };
}

async function openKnowing(name: string, known: Uint8Array | undefined): Promise<SentenceEncoder> {
  const encoder = await openEncoder(name);
  return known === undefined ? encoder : knowing(encoder, KnownVectors.read(known));
}

/** What the thread that writes arrays offers. */
export type ArraysWorker = Awaited<ReturnType<typeof open>>;

serveWorker(open);
