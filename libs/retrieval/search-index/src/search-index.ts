import { join } from 'node:path';
import {
  type Candidate,
  enriched,
  type EntityBrief,
  type EntityFilter,
  type ForwardIndex,
  hashedEncoder,
  type RelatedIndex,
  type SentenceEncoder,
  type SparseField,
  type SparseIndex,
  type TextIndex,
  type TextQuery,
  type VectorIndex,
} from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import type { CatalogueVocabulary } from '@tiebreak/understanding';
import { WorkerThread } from '@tiebreak/worker-thread';
import Database from 'libsql';
import type { SparseWorker } from './arrays/sparse.worker';
import type { VectorsWorker } from './arrays/vectors.worker';
import { KnownBriefs } from './briefs/known-briefs';
import { ReadById } from './briefs/read-by-id';
import { SnapshotBriefs } from './briefs/snapshot-briefs';
import { cachedEncoder } from './encoders/cached-encoder';
import { readSnapshotVocabulary } from './snapshot/read-vocabulary';
import { currentSnapshot, FILES, type Snapshot, type SnapshotManifest } from './snapshot/snapshot';
import { EntityWriter } from './words/entity-writer';
import type { WordsWorker } from './words/words.worker';

/** Entities that `scan` reads at a time. */
const PAGE = 1_000;
/** Entities that are remembered, at one or two kilobytes each. */
const KEPT = 20_000;

/**
 * One snapshot of a catalogue, opened for searching. Words, weighted terms and vectors are searched in a thread each, so that a
 * search waits for the slowest of them, and this event loop for none.
 */
export class SearchIndex implements TextIndex, SparseIndex, ForwardIndex, VectorIndex, RelatedIndex, SentenceEncoder {
  private readonly words: WorkerThread<WordsWorker>;
  private readonly sparse: WorkerThread<SparseWorker>;
  private readonly vectors: WorkerThread<VectorsWorker>;
  private readonly entities: ReadById<CatalogueEntity>;
  private readonly briefs: KnownBriefs;
  private readonly encoder: SentenceEncoder;
  readonly manifest: SnapshotManifest;

  private constructor(
    private readonly snapshot: Snapshot,
    briefs: SnapshotBriefs,
  ) {
    this.manifest = snapshot.manifest;
    this.words = new WorkerThread<WordsWorker>(new URL('./words/words.worker.ts', import.meta.url), snapshot.folder);
    this.sparse = new WorkerThread<SparseWorker>(new URL('./arrays/sparse.worker.ts', import.meta.url), snapshot);
    this.vectors = new WorkerThread<VectorsWorker>(new URL('./arrays/vectors.worker.ts', import.meta.url), snapshot);
    this.entities = new ReadById(
      KEPT,
      async (ids) => JSON.parse(await this.words.call('read', ids)) as CatalogueEntity[],
    );
    this.briefs = new KnownBriefs(briefs, {
      briefs: (rows) => this.words.call('briefs', rows),
      rowsOf: (ids) => this.words.call('rowsOf', ids),
    });
    const { encoder: name, dimensions } = this.manifest;
    // Hashing is quicker than asking another thread for it.
    this.encoder =
      name === hashedEncoder.name
        ? hashedEncoder
        : cachedEncoder({ name, dimensions, encode: (texts) => this.vectors.call('encode', texts) });
  }

  /** Opens the current snapshot of a folder. @throws IndexError when there is none that can be read */
  static async open(index: string): Promise<SearchIndex> {
    const snapshot = await currentSnapshot(index);
    const opened = new SearchIndex(snapshot, await SnapshotBriefs.open(snapshot.folder));
    // Whatever is wrong with the files is told now, not with the first search.
    await Promise.all([opened.words.call('read', []), opened.refresh()]);
    return opened;
  }

  /** Of the encoder that its vectors were made by. */
  get name(): string {
    return this.manifest.encoder;
  }

  get dimensions(): number {
    return this.manifest.dimensions;
  }

  async match(query: TextQuery, depth: number): Promise<Candidate[]> {
    return this.briefs.candidates(await this.words.call('match', { query, depth }));
  }

  async filter(filter: EntityFilter, depth: number): Promise<Candidate[]> {
    return this.briefs.candidates(await this.words.call('filter', { filter, depth }));
  }

  async named(keys: readonly string[], depth: number): Promise<string[]> {
    return this.briefs.ids(await this.words.call('named', { keys, depth }));
  }

  describe(ids: readonly string[]): Promise<EntityBrief[]> {
    return this.briefs.describe(ids);
  }

  read(ids: readonly string[]): Promise<CatalogueEntity[]> {
    return this.entities.read(ids);
  }

  /** What the catalogue spoke of when the snapshot was made. */
  vocabulary(): Promise<CatalogueVocabulary> {
    return readSnapshotVocabulary(this.snapshot.folder);
  }

  /** All entities, some at a time in memory. */
  async *scan(): AsyncGenerator<CatalogueEntity> {
    for (let after = -1; ;) {
      const { entities, last } = await this.words.call('page', { after, limit: PAGE });
      yield* entities;
      if (last === undefined) return;
      after = last;
    }
  }

  async weigh(field: SparseField, terms: readonly (readonly [string, number])[], depth: number): Promise<Candidate[]> {
    return this.briefs.candidates(await this.sparse.call('weigh', { field, terms, depth }));
  }

  termsOf(ids: readonly string[]): Promise<(readonly [string, number])[][]> {
    return this.sparse.call('termsOf', ids);
  }

  async nearest(vector: Float32Array, depth: number): Promise<Candidate[]> {
    return this.briefs.candidates(await this.vectors.call('nearest', { vector, depth }));
  }

  async related(ids: readonly string[], depth: number): Promise<Candidate[]> {
    return this.briefs.candidates(await this.vectors.call('related', { ids, depth }));
  }

  encode(texts: readonly string[]): Promise<Float32Array> {
    return this.encoder.encode(texts);
  }

  /** Adds entities, or replaces those of the same id; searches find them once this resolves. All or none are written. */
  async upsert(entities: readonly CatalogueEntity[]): Promise<void> {
    const vocabulary = await this.vocabulary();
    this.write((writer, nextRow, changed) => {
      for (const given of entities) {
        const entity = enriched(given, vocabulary);
        const replaced = writer.remove(entity.id);
        if (replaced !== undefined) changed(replaced);
        const row = nextRow();
        writer.add(row, entity);
        changed(row);
      }
    });
    await this.refresh();
  }

  /** Removes entities; unknown ids are passed over. */
  async remove(ids: readonly string[]): Promise<void> {
    this.write((writer, _, changed) => {
      for (const id of ids) {
        const removed = writer.remove(id);
        if (removed !== undefined) changed(removed);
      }
    });
    await this.refresh();
  }

  /** Takes in what others wrote to this snapshot since. */
  async refresh(): Promise<void> {
    const [changed] = await Promise.all([
      this.sparse.call('refresh', undefined),
      this.vectors.call('refresh', undefined),
    ]);
    if (changed === 0) return;
    this.entities.forget();
    this.briefs.forget();
  }

  async close(): Promise<void> {
    await Promise.all([this.words.close(), this.sparse.close(), this.vectors.close()]);
  }

  private write(work: (writer: EntityWriter, nextRow: () => number, changed: (row: number) => void) => void): void {
    const database = new Database(join(this.snapshot.folder, FILES.database), { timeout: 5_000 });
    try {
      const change = database.prepare('insert into changes (row) values (?)');
      database.transaction(() => {
        const last = database.prepare(
          'select max(row) as row from (select row from entities union all select row from changes)',
        );
        let next = Math.max(this.manifest.entities, ((last.get() as { readonly row: number | null }).row ?? -1) + 1);
        work(
          new EntityWriter(database),
          () => next++,
          (row) => change.run(row),
        );
      })();
    } finally {
      database.close();
    }
  }
}
