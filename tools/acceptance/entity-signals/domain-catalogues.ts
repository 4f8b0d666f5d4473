import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { popularityRanks } from '@tiebreak/catalogue';
import { SHARED_DATA } from '../data';

/** A line of any of the public catalogues. */
interface Line {
  readonly id: string;
  readonly title: string;
  readonly aka?: readonly string[];
  readonly original_title?: string;
  readonly artist?: string;
  readonly authors?: readonly string[];
  readonly year?: number | null;
  readonly ratings?: number;
  readonly points?: number;
  readonly purchases?: number;
}

/** One public catalogue: what its entities are, and how popular each of them is in its own measure. */
interface Source {
  readonly name: string;
  readonly type: string;
  readonly popularity: (line: Line) => number | undefined;
}

const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  Books: [{ name: 'books_goodbooks', type: 'book', popularity: ({ ratings }) => ratings }],
  Music: [
    { name: 'albums_billboard200', type: 'album', popularity: ({ points }) => points },
    { name: 'songs_chinook', type: 'song', popularity: ({ purchases }) => purchases },
  ],
  Video: [
    { name: 'films_movielens', type: 'film', popularity: ({ ratings }) => ratings },
    { name: 'films_wikipedia', type: 'film', popularity: () => undefined },
  ],
};

const fileOf = (name: string): string => join(SHARED_DATA, 'catalog', `${name}.jsonl.gz`);

export const CATALOGUE_FILES = Object.values(SOURCES).flatMap((sources) => sources.map(({ name }) => fileOf(name)));

/**
 * Writes everything that the public catalogues have of one domain as one catalogue. Popularity is the rank within the source,
 * since charts, ratings and purchases do not compare.
 * @param share every entity for 1; one in so many otherwise, the same ones each time
 * @returns the file
 */
export function writeDomainCatalogue(domain: string, folder: string, share: number): string {
  const entities = SOURCES[domain]!.flatMap((source) => {
    const lines = linesOf(fileOf(source.name)).filter((_, i) => i % share === 0);
    const values = lines.map((line) => source.popularity(line) ?? NaN);
    const rankOf = popularityRanks(Float64Array.from(values));
    return lines.map((line, i) => ({
      ...{ id: line.id, domain, type: source.type, title: line.title, year: line.year ?? 0 },
      creator: line.artist ?? line.authors?.join(', ') ?? '',
      aliases: [...(line.aka ?? []), line.original_title ?? ''].filter((alias) => alias !== '' && alias !== line.title),
      popularity: rankOf(values[i]!),
    }));
  });
  const file = join(folder, `${domain}.jsonl`);
  writeFileSync(file, entities.map((entity) => `${JSON.stringify(entity)}\n`).join(''));
  return file;
}

function linesOf(path: string): Line[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
