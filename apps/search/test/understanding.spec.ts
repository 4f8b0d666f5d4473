import { readFileSync } from 'node:fs';
import { type CatalogueEntity, readCatalogueEntity } from '@tiebreak/catalogue';
import { buildVocabulary, normalise, spokenForms, understandContent, understandQuery } from '@tiebreak/understanding';

const catalogue = (file: string): CatalogueEntity[] =>
  readFileSync(new URL(`../catalogue/${file}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => readCatalogueEntity(JSON.parse(text)))
    .flatMap((reading) => (reading.ok ? [reading.value] : []));

const CATALOGUES = { Music: catalogue('music'), Books: catalogue('books'), Video: catalogue('video') };
type Domain = keyof typeof CATALOGUES;
const DOMAINS = Object.keys(CATALOGUES) as Domain[];
const vocabularies = new Map(DOMAINS.map((domain) => [domain, buildVocabulary(CATALOGUES[domain])]));

function understand(domain: Domain, text: string) {
  const context = { device: '', attributes: {} };
  const query = { domain, text, intent: '', slots: [], context, userId: '', at: Date.UTC(2026, 0, 1) };
  return understandQuery(query, vocabularies.get(domain)!);
}

describe('the shipped catalogue and what is asked of it', () => {
  it.each(DOMAINS)('loses no word of any title of %s', (domain) => {
    for (const { title } of CATALOGUES[domain])
      expect(understand(domain, title).terms.join(' ')).toBe(normalise(title));
  });

  it.each<[Domain, string, object]>([
    [
      'Music',
      'play thriller by michael jackson',
      { kind: 'known-item', title: 'thriller', creator: 'michael jackson' },
    ],
    ['Music', 'songs by two pack', { kind: 'topic', types: ['song'], creator: '2pac' }],
    ['Music', 'rap from the nineties', { kind: 'topic', tags: { 'hip hop': 1 }, years: [1990, 1999] }],
    ['Books', 'the jungle book', { kind: 'known-item', title: 'the jungle book', types: [] }],
    ['Books', 'dystopian novels', { kind: 'topic', types: ['book'], tags: { dystopia: 1 } }],
    ['Video', 'the jungle book movie', { kind: 'known-item', title: 'the jungle book', types: ['film'] }],
    [
      'Video',
      'scary movies by kubrick',
      { kind: 'topic', types: ['film'], tags: { horror: 1 }, creator: 'stanley kubrick' },
    ],
    [
      'Video',
      'the rocky horror picture show',
      { kind: 'known-item', title: 'the rocky horror picture show', types: [] },
    ],
  ])('%s: %s', (domain, text, expected) => {
    expect(understand(domain, text)).toMatchObject(expected);
  });

  it('finds Taylor Swift to be pop, and some country, by her works alone', () => {
    const artist = CATALOGUES.Music.find(({ id }) => id === 'music:artist:taylor-swift')!;
    const { tags } = understandContent({ ...artist, tags: {}, attributes: {} }, vocabularies.get('Music')!);
    expect(tags.pop).toBeGreaterThan(tags.country!);
    expect(tags.country).toBeGreaterThanOrEqual(0.2);
  });

  it.each([
    ['nineteen eighty four', '1984'],
    ['blink one eighty two', 'Blink-182'],
    ['you two', 'U2'],
    ['kesha', 'Ke$ha'],
    ['a c d c', 'AC/DC'],
    ['rocky two', 'Rocky II'],
  ])('has an entity for %j', (said, title) => {
    const keys = spokenForms(said);
    const found = DOMAINS.flatMap((domain) => CATALOGUES[domain]).filter((entity) =>
      [entity.title, ...entity.aliases].some((name) => spokenForms(name).some((key) => keys.includes(key))),
    );
    expect(found.map((entity) => entity.title)).toContain(title);
  });
});
