import { join } from 'node:path';
import { SHARED_DATA } from '../data';

/** A public catalogue, and how its columns are called. */
export interface PublicCatalogue {
  readonly file: string;
  readonly fields: string;
  readonly domain: string;
  readonly type: string;
}

const catalogue = (name: string, domain: string, type: string, fields: string): PublicCatalogue => ({
  ...{ file: join(SHARED_DATA, 'catalog', `${name}.jsonl.gz`), domain, type, fields },
});

export const FILMS = catalogue(
  'films_movielens',
  'Video',
  'film',
  'title=title,aliases=aka,year=year,tags=genres,popularity=ratings',
);
export const PUBLIC_CATALOGUES: readonly PublicCatalogue[] = [
  FILMS,
  catalogue('films_wikipedia', 'Video', 'film', 'title=title,year=year,text=extract,tags=genres'),
  catalogue('books_goodbooks', 'Books', 'book', 'title=title,creator=authors,year=year,popularity=ratings'),
  catalogue('albums_billboard200', 'Music', 'album', 'title=title,creator=artist,year=first,popularity=points'),
  catalogue('songs_chinook', 'Music', 'song', 'title=title,creator=artist,tags=genre,popularity=purchases'),
];

/** The arguments of `tiebreak index` that read it. */
export function indexArguments({ file, fields, domain, type }: PublicCatalogue): string[] {
  return ['--from', file, '--fields', fields, '--domain', domain, '--type', type, '--skip-duplicates'];
}
