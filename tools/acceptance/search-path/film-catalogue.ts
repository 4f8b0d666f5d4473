import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CatalogueEntity, popularityRanks } from '@tiebreak/catalogue';
import type { Action } from '@tiebreak/search-index';
import { normalise } from '@tiebreak/understanding';
import { parse } from 'csv-parse/sync';
import { SHARED_DATA } from '../data';

const FILMS = join(SHARED_DATA, 'catalog/films_movielens.jsonl.gz');
const TEXTS = join(SHARED_DATA, 'catalog/films_wikipedia.jsonl.gz');
const RATINGS = join(SHARED_DATA, 'feedback/movielens/ratings.csv.gz');
const TAGS = join(SHARED_DATA, 'feedback/movielens/tags.csv.gz');
export const CATALOGUE_FILES = [FILMS, TEXTS, RATINGS, TAGS];

/** A film was chosen by whoever rated it so. */
const CHOSEN = 4;
/** Says something of the user, not of the film. */
const NO_CONTENT = new Set(['in netflix queue']);

interface Film {
  readonly id: string;
  readonly title: string;
  readonly aka: readonly string[];
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly ratings: number;
}

interface Article {
  readonly title: string;
  readonly year: number;
  readonly cast: readonly string[];
  readonly extract: string | null;
}

/**
 * MovieLens's films with what Wikipedia says of them (extract and cast, by title and year, a year more or less), genres,
 * and the tags of users: of one user with weight 1/2, of two with 3/4 and so on.
 */
export function readFilms(): CatalogueEntity[] {
  const films = linesOf<Film>(FILMS);
  const articles = new Map<string, Article[]>();
  for (const article of linesOf<Article>(TEXTS)) {
    const name = normalise(article.title);
    articles.set(name, [...(articles.get(name) ?? []), article]);
  }
  const tags = userTags();
  const popularity = popularityRanks(Float64Array.from(films, ({ ratings }) => ratings));
  return films.map(({ id, title, aka, year, genres, ratings }) => ({
    ...{ id, domain: 'Video', type: 'film', title, creator: '', year: year ?? 0, aliases: aka, attributes: {} },
    popularity: popularity(ratings),
    text: textOf(
      [title, ...aka].flatMap((name) => articles.get(normalise(name)) ?? []),
      year,
    ),
    tags: { ...tags.get(id), ...Object.fromEntries(genres.map((genre) => [normalise(genre), 1])) },
  }));
}

/** Who chose which film. */
export async function* filmActions(): AsyncGenerator<Action> {
  for (const { userId, movieId, rating } of await Promise.resolve(rowsOf(RATINGS)))
    if (Number(rating) >= CHOSEN) yield { user: userId!, entity: `ml:${movieId!}` };
}

function textOf(articles: readonly Article[], year: number | null): string {
  const fitting = articles.filter((article) => year !== null && Math.abs(article.year - year) <= 1);
  const { extract, cast } = fitting.find((article) => article.year === year) ?? fitting[0] ?? { extract: '', cast: [] };
  return [extract ?? '', cast.join(', ')].filter(Boolean).join('\n');
}

function userTags(): Map<string, Record<string, number>> {
  const tags = new Map<string, Record<string, number>>();
  for (const { movieId, tag } of rowsOf(TAGS)) {
    const [id, word] = [`ml:${movieId!}`, normalise(tag!)];
    if (word === '' || NO_CONTENT.has(word)) continue;
    const ofFilm = tags.get(id) ?? {};
    ofFilm[word] = 1 - (1 - (ofFilm[word] ?? 0)) / 2;
    tags.set(id, ofFilm);
  }
  return tags;
}

const contentOf = (path: string): string => gunzipSync(readFileSync(path)).toString();
const rowsOf = (path: string): Record<string, string>[] => parse(contentOf(path), { columns: true });

function linesOf<T>(path: string): T[] {
  const lines = contentOf(path).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}
