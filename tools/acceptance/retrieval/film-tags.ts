import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { normalise } from '@tiebreak/understanding';
import { SHARED_DATA } from '../data';
import type { Judgements } from './collections';

export const FILM_TAGS = join(SHARED_DATA, 'feedback/movielens/tags.csv.gz');

/** Films by each tag that viewers gave to at least so many of them. */
export async function readFilmTags(leastFilms: number): Promise<Judgements> {
  const films = new Map<string, Set<string>>();
  const rows = createReadStream(FILM_TAGS)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const { movieId, tag } of rows as AsyncIterable<{ readonly movieId: string; readonly tag: string }>) {
    const key = normalise(tag);
    const tagged = films.get(key) ?? new Set();
    if (key !== '') films.set(key, tagged.add(`ml:${movieId}`));
  }
  return new Map([...films].filter(([, tagged]) => tagged.size >= leastFilms));
}
