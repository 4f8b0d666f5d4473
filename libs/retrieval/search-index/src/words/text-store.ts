import { join } from 'node:path';
import { briefOf, type EntityBrief, type EntityFilter, type TextQuery } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';
import { stemmer } from 'stemmer';
import { bestRows, type FoundRows } from '../snapshot/found-rows';
import { readPopularity } from '../snapshot/read-popularity';
import { FILES } from '../snapshot/snapshot';
import { filterEntities } from './filter-entities';
import { FIELD_WEIGHTS } from './schema';

/** BM25 is multiplied by up to 1 + this for the most popular. */
const POPULARITY_WEIGHT = 0.3;
/** So many more are scored by words than are asked for, since popularity may lift some. */
const SPARE = 4;
/** Of words that stand in a good part of the catalogue, so many rows are looked at that came after the snapshot. */
const HEAD_ROWS = 2_000;

/** As the database gives rows of one column: arrays take it less time than objects. */
type Rows = readonly [row: number][];

/** Some entities in the order of their rows. */
export interface EntityPage {
  /** The row of the last; undefined when there are none. */
  readonly last: number | undefined;
  readonly entities: readonly CatalogueEntity[];
}

/** Reads the words and entities of one snapshot. Every call blocks; it is meant for a thread of its own. */
export class TextStore {
  private readonly database: Database.Database;
  private readonly headTerms: ReadonlySet<string>;
  private readonly byWords: Database.Statement;
  private readonly byHeads: Database.Statement;
  private readonly byName: Database.Statement;
  private readonly byIds: Database.Statement;
  private readonly byRow: Database.Statement;
  private readonly after: Database.Statement;
  private readonly rowOf: Database.Statement;

  private constructor(
    file: string,
    private readonly popularity: Float64Array,
  ) {
    this.database = new Database(file, { readonly: true });
    const terms = this.database.prepare('select term from head_terms').all() as { readonly term: string }[];
    this.headTerms = new Set(terms.map(({ term }) => term));
    this.byWords = this.database
      .prepare(
        `select rowid, -bm25(words, ${FIELD_WEIGHTS.join(', ')}) as score from words
         where words match ? order by score desc limit ?`,
      )
      .raw(true);
    this.byHeads = this.database
      .prepare('select rowid from words where words match ? and rowid >= ? order by rowid limit ?')
      .raw(true);
    this.byName = this.database
      .prepare('select row from names where name = ? and is_creator <= ? order by is_creator, unpopularity limit ?')
      .raw(true);
    this.after = this.database.prepare('select row, entity from entities where row > ? order by row limit ?');
    this.byRow = this.database.prepare('select entity, popularity from entities where row = ?');
    this.rowOf = this.database.prepare('select row from entities where id = ?').raw(true);
    this.byIds = this.database.prepare(
      'select group_concat(entity) as entities from entities where id in (select value from json_each(?))',
    );
  }

  static async open(folder: string): Promise<TextStore> {
    return new TextStore(join(folder, FILES.database), await readPopularity(folder));
  }

  match({ words, isUnfinished, keys }: TextQuery, depth: number): FoundRows {
    const found = this.matchWords(words, isUnfinished, depth);
    const above = found.scores[0] ?? 0;
    const exact = this.named(keys, false, depth).map((row) => ({ row, score: above + 1 + this.popularityOf(row) }));
    if (exact.length === 0) return found;
    const rows = new Set(exact.map(({ row }) => row));
    const others = Array.from(found.rows, (row, i) => ({ row, score: found.scores[i]! }));
    return bestRows([...exact, ...others.filter(({ row }) => !rows.has(row))], depth);
  }

  /** Constraints without words. */
  filter(filter: EntityFilter, depth: number): FoundRows {
    return filterEntities(this.database, filter, depth, (row) => this.popularityOf(row));
  }

  /** Rows of who is called by one of the names, most popular first; with `creators`, also their works, after them. */
  named(names: readonly string[], creators: boolean, depth: number): number[] {
    return [...new Set(names.flatMap((name) => (this.byName.all(name, creators ? 1 : 0, depth) as Rows).flat()))];
  }

  /** Those of the entities that are there, in any order, as one JSON array: it crosses threads as fast as bytes do. */
  read(ids: readonly string[]): string {
    const { entities } = this.byIds.get(JSON.stringify(ids)) as { readonly entities: string | null };
    return `[${entities ?? ''}]`;
  }

  /** Entities of the rows after one, in their order. */
  page(after: number, limit: number): EntityPage {
    const rows = this.after.all(after, limit) as { readonly row: number; readonly entity: string }[];
    return {
      last: rows.at(-1)?.row,
      entities: rows.map(({ entity }) => JSON.parse(entity) as CatalogueEntity),
    };
  }

  /** Rows of those of some ids that are there. */
  rowsOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => (this.rowOf.get(id) as Rows[number] | undefined) ?? []);
  }

  /** Briefs of rows, in that order; undefined for one that is gone. */
  briefs(rows: readonly number[]): (EntityBrief | undefined)[] {
    return rows.map((row) => {
      const found = this.byRow.get(row) as { readonly entity: string } | undefined;
      return found === undefined ? undefined : briefOf(JSON.parse(found.entity) as CatalogueEntity);
    });
  }

  close(): void {
    this.database.close();
  }

  private matchWords(words: readonly string[], isUnfinished: boolean, depth: number): FoundRows {
    const rare = words.filter((word) => !this.headTerms.has(stemmer(word)));
    const last = words.at(-1)!;
    const begun = isUnfinished && rare.at(-1) === last ? [`${quoted(last)} *`] : [];
    const beginsHead = begun.length > 0 && this.beginsHead(stemmer(last));
    // BM25 would score half of the catalogue to learn that head terms are worth nothing.
    if (rare.length === 0) return this.matchHeads(words.map(quoted).join(' AND '), depth);
    const matches = [...rare.map(quoted), ...(beginsHead ? [] : begun)].join(' OR ');
    const found = this.byWords.all(matches, SPARE * depth) as [row: number, score: number][];
    // Somebody who has typed the beginning of a head term so far.
    if (found.length === 0 && beginsHead) return this.matchHeads(begun.join(' '), depth);
    return bestRows(
      found.map(([row, score]) => ({ row, score: score * this.lift(row) })),
      depth,
    );
  }

  /** The most popular that match, whatever else: the snapshot's rows are in that order, those that came later in none. */
  private matchHeads(matches: string, depth: number): FoundRows {
    const snapshot = this.byHeads.all(matches, 0, depth) as Rows;
    const later = this.byHeads.all(matches, this.popularity.length, HEAD_ROWS) as Rows;
    const found = [...new Set([...snapshot, ...later].flat())];
    return bestRows(
      found.map((row) => ({ row, score: this.lift(row) })),
      depth,
    );
  }

  /** What popularity multiplies the score of words by. */
  private lift(row: number): number {
    return 1 + POPULARITY_WEIGHT * this.popularityOf(row);
  }

  private popularityOf(row: number): number {
    return (
      this.popularity[row] ?? (this.byRow.get(row) as { readonly popularity: number } | undefined)?.popularity ?? 0
    );
  }

  private beginsHead(stem: string): boolean {
    return [...this.headTerms].some((term) => term.startsWith(stem));
  }
}

/** As a string of the query language of FTS5, in which nothing is special then. */
export function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
