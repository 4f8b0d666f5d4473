import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CatalogueEntity, popularityRanks } from '@tiebreak/catalogue';
import type { Action } from '@tiebreak/search-index';
import { normalise } from '@tiebreak/understanding';
import { parse } from 'csv-parse/sync';
import { SHARED_DATA } from '../data';
import { bookShelves, type ColdStart } from '../feedback/cold-start-data';
import { FILMS } from './public-catalogues';

const file = (name: string): string => join(SHARED_DATA, name);
const PLOTS = file('catalog/films_wikipedia.jsonl.gz');
const BOOKS = file('catalog/books_goodbooks.jsonl.gz');
const RATINGS = file('feedback/movielens/ratings.csv.gz');
const TO_READ = file('feedback/goodbooks/toread.csv.gz');
export const WORKS_FILES = [FILMS.file, PLOTS, BOOKS, RATINGS, TO_READ];

/** From so many stars on a film was liked. */
const LIKED = 4;
/** Shelves of its neighbours that a book is taken to stand on too. */
const MOST_TAGS = 12;
const LEAST_TAG = 0.1;

/** The works of one domain, and what people chose. */
export interface Works {
  readonly domain: string;
  readonly entities: readonly CatalogueEntity[];
  /** How many people rated each, in the order of the entities. */
  readonly ratings: readonly number[];
  readonly actions: readonly Action[];
}

/** A line of a catalogue. */
interface Line {
  readonly id: string;
  readonly title: string;
  readonly aka?: readonly string[];
  readonly authors?: readonly string[];
  readonly genres?: readonly string[];
  readonly goodreads?: string;
  readonly extract?: string | null;
  readonly year: number | null;
  readonly ratings: number;
}

export const rowsOf = (path: string): Record<string, string>[] =>
  parse(gunzipSync(readFileSync(path)).toString(), { columns: true });

const linesOf = (path: string): Line[] =>
  gunzipSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

let shelves: ColdStart | undefined;

/** Read once. */
export function shelvesOfBooks(): ColdStart {
  return (shelves ??= bookShelves());
}

/** Ids of books by the ids that shelves know them by. */
export function bookIds(): Map<string, string> {
  return new Map(linesOf(BOOKS).map(({ id, goodreads }) => [goodreads!, id]));
}

/** The works that most people know, so many. */
export function bestKnown({ domain, entities, ratings, actions }: Works, count: number): Works {
  const kept = [...ratings.keys()].sort((a, b) => ratings[b]! - ratings[a]!).slice(0, count);
  return { domain, entities: kept.map((i) => entities[i]!), ratings: kept.map((i) => ratings[i]!), actions };
}

/** Films with their genres and, where title and year tell which it is, the beginning of their article; no tags of viewers. */
export function films(): Works {
  const plots = new Map(linesOf(PLOTS).map((line) => [nameAndYear(line), line.extract ?? '']));
  const lines = linesOf(FILMS.file);
  const actions = rowsOf(RATINGS)
    .filter(({ rating }) => Number(rating) >= LIKED)
    .map(({ userId, movieId }) => ({ user: userId!, entity: `ml:${movieId!}` }));
  const entities = entitiesOf(lines, 'Video', 'film', (line) => ({
    text: plots.get(nameAndYear(line)) ?? '',
    tags: Object.fromEntries((line.genres ?? []).map((genre) => [genre.toLowerCase(), 1])),
  }));
  return { domain: 'Video', entities, ratings: lines.map(({ ratings }) => ratings), actions };
}

/** Books with the shelves of their neighbours, of which none is known to be their own. */
export function books(): Works {
  const lines = linesOf(BOOKS);
  const { tags } = shelvesOfBooks();
  const actions = rowsOf(TO_READ).map(({ user_id, book_id }) => ({ user: user_id!, entity: `gb:${book_id!}` }));
  const entities = entitiesOf(lines, 'Books', 'book', ({ id }) => ({
    text: '',
    tags: Object.fromEntries(
      [...(tags.get(id) ?? [])]
        .filter(([, weight]) => weight >= LEAST_TAG)
        .sort(([, a], [, b]) => b - a)
        .slice(0, MOST_TAGS),
    ),
  }));
  return { domain: 'Books', entities, ratings: lines.map(({ ratings }) => ratings), actions };
}

function nameAndYear({ title, year }: Pick<Line, 'title' | 'year'>): string {
  return `${normalise(title)} ${year ?? 0}`;
}

function entitiesOf(
  lines: readonly Line[],
  domain: string,
  type: string,
  contents: (line: Line) => Pick<CatalogueEntity, 'text' | 'tags'>,
): CatalogueEntity[] {
  const rank = popularityRanks(Float64Array.from(lines, ({ ratings }) => ratings));
  return lines.map((line) => ({
    ...{ id: line.id, domain, type, title: line.title, creator: line.authors?.join(', ') ?? '' },
    ...{ year: Math.max(0, line.year ?? 0), popularity: rank(line.ratings), attributes: {}, aliases: line.aka ?? [] },
    ...contents(line),
  }));
}
