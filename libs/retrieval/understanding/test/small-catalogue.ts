import { type CatalogueEntity, readCatalogueEntity } from '@tiebreak/catalogue';
import { buildVocabulary, type CatalogueVocabulary } from '../src/index';

const ROWS: readonly (readonly [
  type: string,
  title: string,
  creator: string,
  year: number,
  tags: readonly string[],
])[] = [
  ['song', 'Thriller', 'Michael Jackson', 1982, ['pop', 'funk']],
  ['song', 'Stand by Me', 'Ben E. King', 1961, ['soul']],
  ['song', 'Play That Funky Music', 'Wild Cherry', 1976, ['funk']],
  ['song', '1984', 'David Bowie', 1974, ['rock']],
  ['song', 'California Love', '2Pac', 1995, ['Hip-Hop']],
  ['song', 'Killer Queen', 'Queen', 1974, ['rock']],
  ['album', 'Songs from the Big Chair', 'Tears for Fears', 1985, ['new wave', 'pop']],
  ['album', 'Kind of Blue', 'Miles Davis', 1959, ['jazz']],
  ['album', 'Fearless', 'Taylor Swift', 2008, ['country', 'pop']],
  ['album', '1989', 'Taylor Swift', 2014, ['pop']],
  ['artist', 'Taylor Swift', 'Taylor Swift', 2006, []],
  ['film', 'The War of the Worlds', 'Byron Haskin', 1953, ['Sci-Fi']],
  ['film', 'Psycho', 'Alfred Hitchcock', 1960, ['horror', 'thriller']],
  ['film', 'Rebecca', 'Alfred Hitchcock', 1940, ['thriller', 'romance']],
  ['film', 'Horror', 'Dario Piana', 2002, ['horror', 'war']],
  ['film', 'Dune', 'David Lynch', 1984, ['science fiction']],
];

/** Entities of all domains in one catalogue, so that few rows show much. */
export const SMALL_CATALOGUE: readonly CatalogueEntity[] = ROWS.map(([type, title, creator, year, tags], i) => {
  const line = {
    id: `e${i}`,
    domain: 'All',
    type,
    title,
    creator,
    year,
    tags: Object.fromEntries(tags.map((tag) => [tag, 1])),
  };
  const reading = readCatalogueEntity(line);
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  return reading.value;
});

export const SMALL_VOCABULARY: CatalogueVocabulary = buildVocabulary(SMALL_CATALOGUE);
