import { rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enriched } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { type CatalogueVocabulary, VocabularyBuilder, writeVocabulary } from '@tiebreak/understanding';
import Database from 'libsql';
import { BriefWriter } from '../briefs/brief-writer';
import { beginSnapshot, FILES, FORMAT, IndexError, publishSnapshot, type SnapshotManifest } from '../snapshot/snapshot';
import { EntityWriter } from '../words/entity-writer';
import { INDICES, SCHEMA } from '../words/schema';
import { ArrayThread } from './array-thread';
import { StagedCatalogue } from './staged-catalogue';
import { type Action, writeRelated } from './write-related';

/** Beyond so many entities, vectors are searched through a graph of neighbours. */
const MOST_EXACT = 100_000;
/** A term is a head term when it stands in more rows, and in a larger share, than this. */
const HEAD = { rows: 10_000, share: 0.1 } as const;

/** Of SQLite's pages: names, tags and ids come in no order, and pages that are thrown out have to be read again. */
const CACHE_KB = 256 << 10;
/** Words that FTS5 collects before it writes them: few large parts, merged once, instead of many that are merged often. */
const HASH_BYTES = 64 << 20;
/** FTS5's own settings, for the changes that come later. */
const DEFAULT_WORDS = { hashsize: 1 << 20, automerge: 4 } as const;

export interface BuildOptions {
  /** As `openEncoder` takes it, or "none". */
  readonly encoder: string;
  /**
   * Vectors that the encoder gave before, bytes of `vectorsOfIndex`; entities that they do not fit are encoded. All are when
   * none is given, or when they are of another encoder.
   */
  readonly knownVectors?: Uint8Array;
  /** What users chose, for what goes together; none when absent. */
  readonly actions?: AsyncIterable<Action>;
  /** Told the share of the work that is done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
  /** Beyond so many entities, vectors are searched through a graph of neighbours; 100,000 when absent. */
  readonly mostExact?: number;
}

/**
 * Makes a search index of a catalogue in a new snapshot, which replaces the one before as a whole once it is finished.
 * Nothing changes for readers when it fails.
 * @param entities any number; they are staged on disk
 * @throws IndexError naming an id that comes twice; Error when known vectors cannot be read
 */
export async function buildIndex(
  entities: AsyncIterable<CatalogueEntity>,
  index: string,
  { encoder: encoderName, knownVectors, actions, onProgress = () => undefined, mostExact = MOST_EXACT }: BuildOptions,
): Promise<SnapshotManifest> {
  const folder = await beginSnapshot(index);
  const arrays = new ArrayThread({
    ...{ folder, encoder: encoderName },
    ...(knownVectors === undefined ? {} : { known: knownVectors }),
  });
  try {
    const encoder = await arrays.encoder();
    const staged = new StagedCatalogue(join(folder, 'staged.db'));
    const vocabulary = await learnVocabulary(entities, staged);
    await writeFile(join(folder, FILES.vocabulary), JSON.stringify(writeVocabulary(vocabulary)));
    const kind = encoder === undefined ? 'none' : staged.size > mostExact ? 'hnsw' : 'exact';
    await arrays.begin(kind);
    const database = createDatabase(join(folder, FILES.database));
    const writer = new EntityWriter(database);
    const briefs = new BriefWriter(folder);
    let row = 0;
    for (const given of staged.byPopularity()) {
      const entity = enriched(given, vocabulary);
      const written = JSON.stringify(entity);
      adding(entity.id, () => {
        writer.add(row, entity, written);
      });
      await briefs.add(entity);
      await arrays.add(written);
      row++;
      if (row % 256 === 0) onProgress((0.9 * row) / staged.size);
    }
    staged.close();
    await briefs.finish();
    const relatedDimensions =
      actions === undefined ? 0 : await writeRelated(actions, database, row, join(folder, FILES.related));
    const finished = arrays.finish();
    finished.catch(() => undefined);
    finishDatabase(database, row);
    await finished;
    await arrays.close();
    const manifest: SnapshotManifest = {
      format: FORMAT,
      created: new Date().toISOString(),
      entities: row,
      encoder: encoder?.name ?? 'none',
      dimensions: encoder?.dimensions ?? 0,
      vectors: row === 0 ? 'none' : kind,
      relatedDimensions,
    };
    await publishSnapshot(index, folder, manifest);
    onProgress(1);
    return manifest;
  } catch (error) {
    await arrays.close();
    await rm(folder, { recursive: true, force: true });
    // The folder of the index too, if nothing else is in it.
    await rmdir(index).catch(() => undefined);
    throw error;
  }
}

/** Stages a catalogue, and learns what it speaks of on the way. */
async function learnVocabulary(
  entities: AsyncIterable<CatalogueEntity>,
  staged: StagedCatalogue,
): Promise<CatalogueVocabulary> {
  const learning = new VocabularyBuilder();
  for await (const entity of entities) {
    staged.add(entity);
    learning.add(entity);
  }
  return learning.build();
}

function createDatabase(file: string): Database.Database {
  const database = new Database(file);
  database.exec(`
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma cache_size = -${CACHE_KB};
    ${SCHEMA}
    begin;
    insert into words (words, rank) values ('hashsize', ${HASH_BYTES});
    insert into words (words, rank) values ('automerge', 0)`);
  return database;
}

/** Adds what is cheaper once, and makes the file durable and ready for many readers beside a writer. */
function finishDatabase(database: Database.Database, rows: number): void {
  const least = Math.max(HEAD.rows, HEAD.share * rows);
  database.exec(`
    ${INDICES}
    insert into words (words) values ('optimize');
    insert into words (words, rank) values ('hashsize', ${DEFAULT_WORDS.hashsize});
    insert into words (words, rank) values ('automerge', ${DEFAULT_WORDS.automerge});
    create virtual table word_rows using fts5vocab(words, row);
    insert into head_terms select term from word_rows where doc > ${least};
    drop table word_rows;
    commit`);
  database.exec('pragma synchronous = full; pragma journal_mode = wal');
  database.close();
}

function adding(id: string, add: () => void): void {
  try {
    add();
  } catch (error) {
    if (error instanceof Error && error.message.includes('UNIQUE'))
      throw new IndexError(`id: expected one entity of each id, got "${id}" twice`);
    throw error;
  }
}
