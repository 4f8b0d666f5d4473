import fc from 'fast-check';
import { SMALL_CATALOGUE, SMALL_VOCABULARY } from '../../test/small-catalogue';
import {
  normalise,
  type QueryUnderstanding,
  readVocabulary,
  type RetrievalQuery,
  understandQuery,
  writeVocabulary,
  knownWords,
} from '../index';

function ask(text: string, slots: RetrievalQuery['slots'] = []): RetrievalQuery {
  const context = { device: '', attributes: {} };
  return { domain: 'All', text, intent: '', slots, context, userId: '', at: Date.UTC(2026, 0, 1) };
}
const understand = (text: string, slots?: RetrievalQuery['slots']): QueryUnderstanding =>
  understandQuery(ask(text, slots), SMALL_VOCABULARY);

/** What is said, without what is empty. */
function said(understanding: QueryUnderstanding): Record<string, unknown> {
  const { kind, terms, types, tags, ...rest } = understanding;
  return {
    kind,
    terms: terms.join(' '),
    ...(types.length === 0 ? {} : { types: types.join(' ') }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...rest,
  };
}

const WORDS: readonly (readonly [text: string, expected: object])[] = [
  [
    'thriller by michael jackson',
    { kind: 'known-item', terms: 'thriller', title: 'thriller', creator: 'michael jackson' },
  ],
  [
    'play thriller by michael jackson',
    { kind: 'known-item', terms: 'thriller', title: 'thriller', creator: 'michael jackson' },
  ],
  [
    'california love by two pack',
    { kind: 'known-item', terms: 'california love', title: 'california love', creator: '2pac' },
  ],
  ['stand by me', { kind: 'known-item', terms: 'stand by me', title: 'stand by me' }],
  ['play that funky music', { kind: 'known-item', terms: 'play that funky music', title: 'play that funky music' }],
  [
    'please play that funky music',
    { kind: 'known-item', terms: 'play that funky music', title: 'play that funky music' },
  ],
  [
    'songs from the big chair',
    { kind: 'known-item', terms: 'songs from the big chair', title: 'songs from the big chair' },
  ],
  ['1984', { kind: 'known-item', terms: '1984', title: '1984' }],
  ['songs from 1984', { kind: 'topic', terms: '', types: 'song', years: [1984, 1984] }],
  ['songs from the eighties', { kind: 'topic', terms: '', types: 'song', years: [1980, 1989] }],
  ['90s rock', { kind: 'topic', terms: '', tags: { rock: 1 }, years: [1990, 1999] }],
  ['rap between 1995 and 2003', { kind: 'topic', terms: '', tags: { 'hip hop': 1 }, years: [1995, 2003] }],
  [
    'sci fi movies before 1960',
    { kind: 'topic', terms: '', types: 'film', tags: { 'science fiction': 1 }, years: [-5000, 1959] },
  ],
  ['films since 2020', { kind: 'topic', terms: '', types: 'film', years: [2020, 2026] }],
  [
    'the latest taylor swift album',
    { kind: 'topic', terms: '', types: 'album', creator: 'taylor swift', order: 'newest' },
  ],
  [
    "taylor swift's country songs",
    { kind: 'topic', terms: '', types: 'song', tags: { country: 1 }, creator: 'taylor swift' },
  ],
  ['taylor swift', { kind: 'topic', terms: 'taylor swift', creator: 'taylor swift' }],
  ['films directed by hitchcock', { kind: 'topic', terms: '', types: 'film', creator: 'alfred hitchcock' }],
  ['killed by hitchcock', { kind: 'known-item', terms: 'killed by hitchcock' }],
  ['day by day', { kind: 'known-item', terms: 'day by day' }],
  ['the film dune', { kind: 'known-item', terms: 'dune', types: 'film', title: 'dune' }],
  ['dune movie', { kind: 'known-item', terms: 'dune', types: 'film' }],
  ['dune 1984', { kind: 'known-item', terms: 'dune 1984' }],
  ['war of the roses', { kind: 'known-item', terms: 'war of the roses', tags: { war: 0.4 } }],
  ['war movie', { kind: 'topic', terms: '', types: 'film', tags: { war: 1 } }],
  ['scary movies', { kind: 'topic', terms: '', types: 'film', tags: { horror: 1 } }],
  ['horror', { kind: 'known-item', terms: 'horror', title: 'horror', tags: { horror: 0.4 } }],
  ['films like psycho', { kind: 'topic', terms: 'psycho', types: 'film' }],
  ['movies about sharks', { kind: 'topic', terms: 'sharks', types: 'film' }],
  ['french films', { kind: 'topic', terms: '', types: 'film', language: 'fr' }],
  ['the french dispatch', { kind: 'known-item', terms: 'the french dispatch' }],
  [
    'best jazz albums of the fifties',
    { kind: 'topic', terms: '', types: 'album', tags: { jazz: 1 }, years: [1950, 1959], order: 'popular' },
  ],
  [
    'the film the night before',
    { kind: 'known-item', terms: 'the night before', types: 'film', title: 'the night before' },
  ],
  ['a song by nobody known', { kind: 'topic', terms: 'nobody known', types: 'song' }],
  [
    'thriller from michael jackson',
    { kind: 'known-item', terms: 'thriller', title: 'thriller', creator: 'michael jackson' },
  ],
  ['books about sharks', { kind: 'known-item', terms: 'books about sharks' }],
  ['', { kind: 'topic', terms: '' }],
];

const SLOTS: readonly (readonly [slots: Record<string, string>, expected: object])[] = [
  [
    { track: 'Thriller', artist: 'Michael Jackson' },
    { kind: 'known-item', terms: 'thriller', title: 'thriller', types: 'song', creator: 'michael jackson' },
  ],
  [{ movie_name: 'Dune' }, { kind: 'known-item', terms: 'dune', title: 'dune', types: 'film' }],
  [
    { object_name: 'Dune', object_type: 'tv show' },
    { kind: 'known-item', terms: 'dune', title: 'dune' },
  ],
  [
    { artist: 'two pack', sort: 'latest' },
    { kind: 'topic', terms: '', creator: '2pac', order: 'newest' },
  ],
  [{ artist: "Nobody Known's" }, { kind: 'topic', terms: '', creator: 'nobody known' }],
  [
    { genre: 'jazz', year: 'sixties', music_item: 'albums' },
    { kind: 'topic', terms: '', types: 'album', tags: { jazz: 1 }, years: [1960, 1969] },
  ],
  [{ genre: 'slow rock' }, { kind: 'topic', terms: 'slow', tags: { rock: 1 } }],
  [
    { playlist: 'my jazz', service: 'radio' },
    { kind: 'topic', terms: '', types: 'song', years: [1980, 1989] },
  ],
];

describe('understanding a query', () => {
  it.each(WORDS)('%j', (text, expected) => {
    expect(said(understand(text))).toEqual(expected);
  });

  it.each(SLOTS)('of slots %j, whatever the words, unless they say nothing of the entity', (slots, expected) => {
    const given = Object.entries(slots).map(([name, value]) => ({ name, value }));
    expect(said(understand('songs from the eighties', given))).toEqual(expected);
  });

  it('takes no word away from a title of the catalogue', () => {
    for (const { title } of SMALL_CATALOGUE) expect(understand(title).terms.join(' ')).toBe(normalise(title));
  });

  it('is the same by a vocabulary that was written and read', () => {
    const reading = readVocabulary(JSON.parse(JSON.stringify(writeVocabulary(SMALL_VOCABULARY))));
    expect(reading).toEqual({ ok: true, value: SMALL_VOCABULARY });
  });

  it('adds no term that was not asked, keeps their order, and says nothing that the catalogue does not know', () => {
    const word = fc.constantFrom(
      ...WORDS.flatMap(([text]) => text.split(' ')),
      'constructor',
      '__proto__',
      'by',
      '٣',
      'שלום',
    );
    const anything = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { terms, types, tags, creator, years } = understand(text);
        const words = normalise(text).split(' ');
        let from = 0;
        for (const term of terms) {
          from = words.indexOf(term, from) + 1;
          expect(from).toBeGreaterThan(0);
        }
        for (const type of types) expect(SMALL_VOCABULARY.types.has(type)).toBe(true);
        for (const [tag, sure] of Object.entries(tags)) {
          expect(SMALL_VOCABULARY.tags.has(tag)).toBe(true);
          expect(sure).toBeGreaterThan(0);
          expect(sure).toBeLessThanOrEqual(1);
        }
        if (creator !== undefined) expect([...SMALL_VOCABULARY.creators.values()]).toContain(creator);
        if (years !== undefined) expect(years[0]).toBeLessThanOrEqual(years[1]);
      }),
    );
  });

  it.each([
    ['many words', 'play songs from the eighties by the '],
    ['one word', 'x'],
    ['zero-width characters', '\u200b\u200d\u2060'],
    ['right-to-left marks and text', '\u202eשיר \u200fأغنية '],
    ['query syntax', `"a" OR NEAR(*:^ '; DROP TABLE entities; -- (.*)+$ `],
    ['numbers', '1984 two thousand one '],
  ])('takes 100 KB of %s in less than a second', (_what, part) => {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const start = performance.now();
    understand(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('sees through zero-width characters', () => {
    expect(understand('90s\u200b ro\u200bck')).toEqual(understand('90s rock'));
  });
});

describe('the share of known words', () => {
  it('is 1 of every name of the catalogue, and falls with each word that it has not', () => {
    for (const { title, creator } of SMALL_CATALOGUE)
      expect(knownWords(`${title} ${creator}`, SMALL_VOCABULARY)).toBe(1);
    expect(knownWords('thriller by michael jaxon', { words: new Set(['thriller', 'by', 'michael']) })).toBe(3 / 4);
    expect(knownWords('qqqq', SMALL_VOCABULARY)).toBe(0);
  });

  it('is left out when there is no word, or an earlier build kept none', () => {
    expect(knownWords(' ?! ', SMALL_VOCABULARY)).toBeUndefined();
    const { words: _, ...earlier } = writeVocabulary(SMALL_VOCABULARY);
    const reading = readVocabulary(earlier);
    expect(reading.ok && knownWords('thriller', reading.value)).toBeUndefined();
  });
});

describe('a written vocabulary', () => {
  const written = writeVocabulary(SMALL_VOCABULARY);
  it.each([
    ['version', { ...written, version: 0 }],
    ['types[0]', { ...written, types: [['song', 'many']] }],
    ['creators', { ...written, creators: 'none' }],
    ['evidence[0]', { ...written, evidence: [['word', { tag: null }]] }],
    ['curves[0]', { ...written, curves: [['tag', { slope: 1 }]] }],
    ['', []],
  ])('is refused for %j', (field, file) => {
    const reading = readVocabulary(file);
    expect(reading.ok ? 'nothing' : reading.violations[0]!.field).toBe(field);
  });
});
