import type { Candidate, TextQuery } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';
import { stemmer } from 'stemmer';
import { FIELD_WEIGHTS } from './schema';

/** BM25 is multiplied by up to 1 + this for the most popular. */
const POPULARITY_WEIGHT = 0.3;
/** So many more are scored by words than are asked for, since popularity may lift some. */
const SPARE = 4;
/** Of words that stand in a good part of the catalogue, so many rows are looked at, most popular first. */
const HEAD_ROWS = 2_000;

interface MatchedRow {
  readonly id: string;
  readonly score: number;
}

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

  constructor(file: string) {
    this.database = new Database(file, { readonly: true });
    const terms = this.database.prepare('select term from head_terms').all() as { readonly term: string }[];
    this.headTerms = new Set(terms.map(({ term }) => term));
    const relevance = `-bm25(words, ${FIELD_WEIGHTS.join(', ')})`;
    const scored = (matches: string): string =>
      `select id, score * (1 + ${POPULARITY_WEIGHT} * popularity) as score
       from (${matches}) as matched join entities on entities.row = matched.row order by score desc limit ?`;
    this.byWords = this.database.prepare(
      scored(`select rowid as row, ${relevance} as score from words where words match ? order by score desc limit ?`),
    );
    this.byHeads = this.database.prepare(
      scored('select rowid as row, 1.0 as score from words where words match ? order by rowid limit ?'),
    );
    this.byName = this.database.prepare(
      `select id, popularity as score from names join entities using (row)
       where name = ? and is_creator <= ? order by is_creator, unpopularity limit ?`,
    );
    this.byRow = this.database.prepare('select row, entity from entities where row > ? order by row limit ?');
    this.byIds = this.database.prepare(
      'select group_concat(entity) as entities from entities where id in (select value from json_each(?))',
    );
  }

  match({ words, isUnfinished, keys }: TextQuery, depth: number): Candidate[] {
    const found = this.matchWords(words, isUnfinished, depth);
    const named = this.named(keys, false, depth);
    const above = found[0]?.score ?? 0;
    const exact = new Map(named.map(({ id, score }) => [id, above + 1 + score]));
    return [
      ...[...exact].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score),
      ...found.filter(({ id }) => !exact.has(id)),
    ].slice(0, depth);
  }

  /** Who is called by one of the names, most popular first; with `creators`, also their works, after them. */
  named(names: readonly string[], creators: boolean, depth: number): MatchedRow[] {
    const rows = names.flatMap((name) => this.byName.all(name, creators ? 1 : 0, depth) as MatchedRow[]);
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }

  /** Those of the entities that are there, in any order, as one JSON array: it crosses threads as fast as bytes do. */
  read(ids: readonly string[]): string {
    const { entities } = this.byIds.get(JSON.stringify(ids)) as { readonly entities: string | null };
    return `[${entities ?? ''}]`;
  }

  /** Entities of the rows after one, in their order. */
  page(after: number, limit: number): EntityPage {
    const rows = this.byRow.all(after, limit) as { readonly row: number; readonly entity: string }[];
    return {
      last: rows.at(-1)?.row,
      entities: rows.map(({ entity }) => JSON.parse(entity) as CatalogueEntity),
    };
  }

  /** For further questions on the same file. */
  get reader(): Database.Database {
    return this.database;
  }

  close(): void {
    this.database.close();
  }

  private matchWords(words: readonly string[], isUnfinished: boolean, depth: number): MatchedRow[] {
    const rare = words.filter((word) => !this.headTerms.has(stemmer(word)));
    const last = words.at(-1)!;
    const begun = isUnfinished && rare.at(-1) === last ? [`${quoted(last)} *`] : [];
    const beginsHead = begun.length > 0 && this.beginsHead(stemmer(last));
    // BM25 would score half of the catalogue to learn that head terms are worth nothing.
    if (rare.length === 0) return this.byHeads.all(words.map(quoted).join(' AND '), HEAD_ROWS, depth) as MatchedRow[];
    const found = this.byWords.all(
      [...rare.map(quoted), ...(beginsHead ? [] : begun)].join(' OR '),
      SPARE * depth,
      depth,
    ) as MatchedRow[];
    // Somebody who has typed the beginning of a head term so far.
    return found.length === 0 && beginsHead
      ? (this.byHeads.all(begun.join(' '), HEAD_ROWS, depth) as MatchedRow[])
      : found;
  }

  private beginsHead(stem: string): boolean {
    return [...this.headTerms].some((term) => term.startsWith(stem));
  }
}

/** As a string of the query language of FTS5, in which nothing is special then. */
export function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
