import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bm25,
  characterGrams,
  entityTerms,
  ownTerms,
  type SparseField,
  spokenNames,
  unitLength,
  unpackImpactIndex,
} from '@tiebreak/candidates';
import type { CatalogueVocabulary } from '@tiebreak/understanding';
import type { FoundRows } from '../snapshot/found-rows';
import { readSnapshotVocabulary } from '../snapshot/read-vocabulary';
import { FILES, type Snapshot } from '../snapshot/snapshot';
import { readPopularity } from '../snapshot/read-popularity';
import { KnownRows } from './known-rows';
import { SparseRows } from './sparse-rows';

/** A little more for what is popular, among names that are equally near. */
const POPULARITY_WEIGHT = 0.1;
/** Rows that were removed may be among the best. */
const SPARE_ROWS = 8;

/** The weighted terms of one snapshot, with what was added to the catalogue since. Meant for a thread of its own. */
export class SparseStore {
  private constructor(
    private readonly rows: KnownRows,
    private readonly vocabulary: CatalogueVocabulary,
    private readonly sparse: Readonly<Record<SparseField, SparseRows>>,
  ) {}

  static async open({ folder }: Snapshot): Promise<SparseStore> {
    const bytes = (name: string): Promise<Uint8Array> => readFile(join(folder, name));
    const gramRows = await bytes(FILES.gramRows);
    const sparse = {
      grams: new SparseRows(
        unpackImpactIndex(await bytes(FILES.grams)),
        unitLength,
        new Uint32Array(gramRows.buffer, gramRows.byteOffset, gramRows.length / 4),
      ),
      terms: new SparseRows(unpackImpactIndex(await bytes(FILES.terms)), bm25),
    };
    const rows = new KnownRows(join(folder, FILES.database), await readPopularity(folder));
    const store = new SparseStore(rows, await readSnapshotVocabulary(folder), sparse);
    store.refresh();
    return store;
  }

  /** Takes in what was added since. @returns how many rows were changed */
  refresh(): number {
    const changes = this.rows.changes();
    for (const { row, entity } of changes) {
      if (entity === undefined) continue;
      this.sparse.grams.set(row, spokenNames(entity).map(characterGrams));
      this.sparse.terms.set(row, [entityTerms(entity, this.vocabulary)]);
    }
    return changes.length;
  }

  weigh(field: SparseField, terms: readonly (readonly [string, number])[], depth: number): FoundRows {
    const rows = this.sparse[field].search(terms, field === 'grams', depth + SPARE_ROWS);
    return this.rows.best(rows, depth, field === 'grams' ? POPULARITY_WEIGHT : 0);
  }

  /** The terms of each entity's own words and tags; none of one that is gone. */
  termsOf(ids: readonly string[]): (readonly [string, number])[][] {
    return ids.map((id) => {
      const entity = this.rows.entity(id);
      return entity === undefined ? [] : [...ownTerms(entity)];
    });
  }
}
