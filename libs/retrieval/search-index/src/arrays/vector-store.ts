import { join } from 'node:path';
import { entitySentence, type SentenceEncoder } from '@tiebreak/candidates';
import { openEncoder } from '../encoders/open-encoder';
import { bestRows, type FoundRows } from '../snapshot/found-rows';
import { readPopularity } from '../snapshot/read-popularity';
import { FILES, type Snapshot } from '../snapshot/snapshot';
import type { ExactVectors } from './exact-vectors';
import { KnownRows } from './known-rows';
import { openRelated, openVectors } from './open-vectors';
import type { Vectors } from './vectors';

/** Rows that were removed may be among the best. */
const SPARE_ROWS = 8;

/** The vectors of one snapshot, with what was added to the catalogue since. Meant for a thread of its own. */
export class VectorStore {
  private constructor(
    private readonly rows: KnownRows,
    private readonly encoder: SentenceEncoder | undefined,
    private readonly vectors: Vectors | undefined,
    private readonly together: ExactVectors | undefined,
  ) {}

  static async open({ folder, manifest }: Snapshot): Promise<VectorStore> {
    const store = new VectorStore(
      new KnownRows(join(folder, FILES.database), await readPopularity(folder)),
      manifest.vectors === 'none' ? undefined : await openEncoder(manifest.encoder),
      await openVectors(folder, manifest),
      await openRelated(folder, manifest),
    );
    await store.refresh();
    return store;
  }

  /** Takes in what was added since. */
  async refresh(): Promise<void> {
    for (const { row, entity } of this.rows.changes())
      if (entity !== undefined && this.encoder !== undefined)
        this.vectors?.set(row, await this.encoder.encode([entitySentence(entity)]));
  }

  async nearest(vector: Float32Array, depth: number): Promise<FoundRows> {
    const rows = (await this.vectors?.nearest(vector, depth + SPARE_ROWS)) ?? [];
    return this.rows.best(rows, depth, 0);
  }

  /** What is chosen together with all of these, themselves left out. */
  async related(ids: readonly string[], depth: number): Promise<FoundRows> {
    const rows = this.rows.rowsOf(ids);
    const direction = this.together?.direction(rows);
    if (this.together === undefined || direction === undefined) return bestRows([], depth);
    const near = await this.together.nearest(direction, depth + rows.length + SPARE_ROWS);
    return this.rows.best(
      near.filter(({ row, score }) => score > 0 && !rows.includes(row)),
      depth,
      0,
    );
  }

  encode(texts: readonly string[]): Promise<Float32Array> {
    if (this.encoder === undefined) throw new Error('this index was made without an encoder; index again with one');
    return this.encoder.encode(texts);
  }
}
