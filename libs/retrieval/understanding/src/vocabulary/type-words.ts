/** What a noun asks for: entity types, best first, and perhaps a genre that it says along. */
export interface TypeWord {
  readonly types: readonly string[];
  readonly tag?: string;
  /** Whether it asks for more than one. */
  readonly plural: boolean;
}

/** Nouns by the entity types that they ask for; each has a plural with -s. */
const NOUNS: readonly (readonly [types: readonly string[], nouns: readonly string[], tag?: string])[] = [
  [['song'], ['song', 'track', 'tune', 'single', 'anthem', 'hit']],
  [['song'], ['ballad'], 'ballad'],
  [['album'], ['album', 'record', 'lp', 'ep']],
  [['album', 'soundtrack'], ['soundtrack', 'sound track', 'film score', 'movie score', 'ost'], 'soundtrack'],
  [['song', 'album'], ['music']],
  [['artist'], ['artist', 'band', 'singer', 'musician', 'rapper', 'group']],
  [['book'], ['book', 'novel', 'audiobook', 'paperback', 'textbook', 'ebook']],
  [['book'], ['biography'], 'biography'],
  [['book'], ['comic', 'graphic novel', 'comic book'], 'comics'],
  [['book'], ['poem'], 'poetry'],
  [['author'], ['author', 'writer', 'novelist']],
  [['film'], ['film', 'movie', 'motion picture', 'flick', 'picture']],
  [['film'], ['documentary'], 'documentary'],
  [['film', 'show'], ['cartoon'], 'animation'],
  [['film'], ['biopic'], 'biography'],
  [
    ['show'],
    ['show', 'tv show', 'television show', 'tv series', 'television series', 'program', 'programme', 'series'],
  ],
  [['show'], ['sitcom'], 'sitcom'],
  [['show'], ['miniseries', 'mini series'], 'miniseries'],
];

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? noun : `${noun}s`;
}

/** The nouns of types, singular and plural, normalised. A noun whose plural is the same asks for one. */
export const TYPE_WORDS: ReadonlyMap<string, TypeWord> = new Map(
  NOUNS.flatMap(([types, nouns, tag]) =>
    nouns.flatMap((noun) => {
      const word = { types, ...(tag === undefined ? {} : { tag }) };
      return [
        [pluralOf(noun), { ...word, plural: true }] as const,
        [noun, { ...word, plural: noun === 'music' }] as const,
      ];
    }),
  ),
);

/** Types whose entities are people, so that their titles and aliases are names of creators. */
export const PEOPLE_TYPES: ReadonlySet<string> = new Set(['artist', 'author', 'band', 'director', 'person']);
