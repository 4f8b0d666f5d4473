import type { CatalogueEntity } from '@tiebreak/catalogue';
import { buildIndex, IndexError, SearchIndex, type SnapshotManifest } from '@tiebreak/search-index';
import { batches } from '../batches';
import { type CatalogueOptions, readCatalogue, readMapping } from '../catalogue/read-catalogue';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { streamLines } from '../line-stream';

export interface IndexFlags {
  readonly from?: string;
  readonly fields?: string;
  readonly out: string;
  readonly domain: string;
  readonly type: string;
  readonly encoder: string;
  readonly upsert: boolean;
  readonly remove?: string;
  readonly skipDuplicates: boolean;
  readonly json: boolean;
}

/** Entities that are written to an index that is there, at a time. */
const BATCH = 500;

/** `index`. @throws Refusal naming what is wrong with the catalogue or the index */
export async function indexCatalogue(flags: IndexFlags): Promise<void> {
  const { from, out, upsert, remove, json, encoder } = flags;
  if (from === undefined && remove === undefined)
    throw new Refusal('--from: expected a catalogue, or --remove, got neither');
  const start = performance.now();
  try {
    const done =
      upsert || remove !== undefined
        ? await change(flags)
        : await buildWithProgress((onProgress) => buildIndex(entitiesOf(flags), out, { encoder, onProgress }));
    const seconds = (performance.now() - start) / 1_000;
    if (json) printJson({ ...done, seconds });
    else say(`${out}: ${describe(done)}; ${seconds.toFixed(1)} s`);
  } catch (error) {
    if (error instanceof IndexError) throw new Refusal(error.message);
    throw error;
  }
}

/** What was changed in an index that is there. */
interface Change {
  readonly upserted: number;
  readonly removed: number;
}

async function change(flags: IndexFlags): Promise<Change> {
  const index = await SearchIndex.open(flags.out);
  try {
    let upserted = 0;
    if (flags.from !== undefined)
      for await (const batch of batches(entitiesOf(flags), BATCH)) {
        await index.upsert(batch);
        upserted += batch.length;
      }
    const ids = flags.remove === undefined ? [] : await readIds(flags.remove);
    await index.remove(ids);
    return { upserted, removed: ids.length };
  } finally {
    await index.close();
  }
}

async function buildWithProgress(
  build: (onProgress: (share: number) => void) => Promise<SnapshotManifest>,
): Promise<SnapshotManifest> {
  const progress = new Progress('indexing');
  try {
    return await build(progress.show);
  } finally {
    progress.end();
  }
}

async function* entitiesOf({
  from,
  fields,
  domain,
  type,
  skipDuplicates,
}: IndexFlags): AsyncGenerator<CatalogueEntity> {
  const options: CatalogueOptions = {
    ...(fields === undefined ? {} : { mapping: await readMapping(fields) }),
    defaults: { domain, type },
    ...(skipDuplicates ? { onDuplicate: () => skipped++ } : {}),
  };
  let skipped = 0;
  yield* readCatalogue(from!, options);
  if (skipped > 0) say(`${from!}: ${skipped} lines skipped, whose ids came before`);
}

async function readIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { bytes } of streamLines(file)) {
    const id = bytes.toString('utf8').trim();
    if (id !== '') ids.push(id);
  }
  return ids;
}

function describe(done: Change | SnapshotManifest): string {
  if ('upserted' in done) return `${done.upserted} added or replaced, ${done.removed} removed`;
  const vectors = done.vectors === 'none' ? 'no vectors' : `vectors by ${done.encoder} (${done.vectors})`;
  return `${done.entities} entities, ${vectors}`;
}
