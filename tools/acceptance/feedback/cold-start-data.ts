import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { foldOf } from '@tiebreak/statistics';
import { normalise } from '@tiebreak/understanding';
import { parse } from 'csv-parse/sync';
import { WORKSPACE } from '../data';

const SHARED = join(WORKSPACE, '../shared/data');
const FILMS = join(SHARED, 'catalog/films_movielens.jsonl.gz');
const FILM_TAGS = join(SHARED, 'feedback/movielens/tags.csv.gz');
const BOOKS = join(SHARED, 'catalog/books_goodbooks.jsonl.gz');
const SHELVES = join(SHARED, 'feedback/goodbooks/book_tags.csv.gz');
const SHELF_NAMES = join(SHARED, 'feedback/goodbooks/tags.csv.gz');
const TO_READ = join(SHARED, 'feedback/goodbooks/toread.csv.gz');
export const COLD_START_FILES = [FILMS, FILM_TAGS, BOOKS, SHELVES, SHELF_NAMES, TO_READ];

/** Fewer books are a list of somebody's own, more are no description. */
const SHELF_SIZES = [5, 100] as const;

/** A tag of fewer is somebody's note. */
const LEAST_FILMS = 3;

/** Words of each item, by item. */
export type Tags = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Words that people gave to items: what the memory may be filled with, and what is looked for. */
export interface ColdStart {
  /** As the catalogue has them, with genres for tags. */
  readonly entities: readonly CatalogueEntity[];
  /** Weights in (0, 1], of what may be known of an item. */
  readonly tags: Tags;
  /** Normalised queries, with the items that they are to find. */
  readonly queries: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A line of a catalogue. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly goodreads?: string;
  readonly authors?: readonly string[];
  readonly genres?: readonly string[];
  readonly year: number | null;
  readonly ratings: number;
}

const textOf = (path: string): string => gunzipSync(readFileSync(path)).toString();
const rowsOf = (path: string): Record<string, string>[] => parse(textOf(path), { columns: true });
const linesOf = (path: string): Row[] =>
  textOf(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/**
 * Films; the tags of one half of the users are known, and those of the other half are looked for, as far as three or more
 * films have them.
 */
export function filmTags(judgedHalf: 0 | 1): ColdStart {
  const lines = linesOf(FILMS);
  const known = new Map<string, Map<string, number>>();
  const queries = new Map<string, Set<string>>();
  const films = new Map<string, Set<string>>();
  const ids = new Set(lines.map(({ id }) => id));
  for (const { userId, movieId, tag } of rowsOf(FILM_TAGS)) {
    const [id, query] = [`ml:${movieId!}`, normalise(tag!)];
    if (query === '' || !ids.has(id)) continue;
    add(films, query, id);
    if (foldOf(userId!, 2, 1) === judgedHalf) add(queries, query, id);
    else known.set(id, (known.get(id) ?? new Map<string, number>()).set(query, 1));
  }
  const common = [...queries].filter(([query]) => films.get(query)!.size >= LEAST_FILMS);
  return { entities: entitiesOf(lines, 'Video'), tags: known, queries: new Map(common) };
}

/**
 * Books; nothing of a book's own shelves is known, only those of its neighbours: books of the same author, and books that
 * the same people want to read.
 */
export function bookShelves(): ColdStart {
  const lines = linesOf(BOOKS);
  const idOf = new Map(lines.map(({ id, goodreads }) => [goodreads!, id]));
  const names = new Map(rowsOf(SHELF_NAMES).map(({ tag_id, tag_name }) => [tag_id, normalise(tag_name!)]));
  const shelves = new Map<string, Set<string>>();
  for (const { goodreads_book_id, tag_id } of rowsOf(SHELVES)) {
    const [id, name] = [idOf.get(goodreads_book_id!), names.get(tag_id)];
    if (id !== undefined && name !== undefined && name !== '') add(shelves, name, id);
  }
  const queries = new Map([...shelves].filter(([, { size }]) => size >= SHELF_SIZES[0] && size <= SHELF_SIZES[1]));
  const own = new Map<string, Set<string>>();
  for (const [name, ids] of queries) for (const id of ids) add(own, id, name);
  const tags = new Map(
    [...neighbours(lines, new Set(own.keys()))].map(([id, near]) => [id, tagsOfOthers(near, own)] as const),
  );
  return { entities: entitiesOf(lines, 'Books').filter(({ id }) => own.has(id)), tags, queries };
}

/** The neighbours of each book, with how near they are, in (0, 1]. */
function neighbours(lines: readonly Row[], among: ReadonlySet<string>): Map<string, Map<string, number>> {
  const readers = new Map<string, Set<string>>();
  const wanted = new Map<string, Set<string>>();
  for (const { user_id, book_id } of rowsOf(TO_READ)) {
    if (!among.has(`gb:${book_id!}`)) continue;
    add(readers, `gb:${book_id!}`, user_id!);
    add(wanted, user_id!, `gb:${book_id!}`);
  }
  const byAuthor = new Map<string, Set<string>>();
  const authorsOf = new Map(lines.map(({ id, authors }) => [id, authors ?? []]));
  for (const id of among) for (const author of authorsOf.get(id)!) add(byAuthor, author, id);
  return new Map(
    [...among].map((id) => {
      const common = new Map<string, number>();
      for (const user of readers.get(id) ?? [])
        for (const other of wanted.get(user)!) common.set(other, (common.get(other) ?? 0) + 1);
      const cosine = ([other, count]: [string, number]): [string, number] => [
        other,
        count / Math.sqrt(readers.get(id)!.size * readers.get(other)!.size),
      ];
      const near = new Map(
        [...common]
          .map(cosine)
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, NEAREST),
      );
      for (const author of authorsOf.get(id)!) for (const other of byAuthor.get(author)!) near.set(other, 1);
      near.delete(id);
      return [id, near];
    }),
  );
}

/** Of books wanted together with one, how many count; itself is the first. */
const NEAREST = 21;

/** How much of its neighbours' nearness each shelf has. */
function tagsOfOthers(
  near: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, number> {
  const votes = new Map<string, number>();
  for (const [other, nearness] of near)
    for (const name of own.get(other)!) votes.set(name, (votes.get(name) ?? 0) + nearness);
  const all = [...near.values()].reduce((sum, nearness) => sum + nearness, 0);
  return new Map([...votes].map(([name, vote]) => [name, vote / all]));
}

function entitiesOf(lines: readonly Row[], domain: string): CatalogueEntity[] {
  const counts = lines.map(({ ratings }) => ratings).toSorted((a, b) => a - b);
  return lines.map(({ id, title, authors, genres, year, ratings }) => ({
    ...{ id: id, domain, type: domain === 'Books' ? 'book' : 'film', title: title },
    ...{ creator: authors?.[0] ?? '', year: year ?? 0 },
    popularity: counts.indexOf(ratings) / counts.length,
    ...{ attributes: {}, aliases: [], text: '' },
    tags: Object.fromEntries((genres ?? []).map((genre) => [normalise(genre), 1])),
  }));
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set.add(value));
}
