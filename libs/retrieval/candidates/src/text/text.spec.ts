import { assert, property, string } from 'fast-check';
import { buildVocabulary } from '@tiebreak/understanding';
import { enriched, entityNames, entityTerms, spokenNames } from './entity-text';
import { characterGrams } from './grams';
import { hashedEncoder } from './hashed-encoder';
import { searchWords, stems } from './words';

const FILM = {
  ...{ id: 'v1', domain: 'Video', type: 'film', title: 'Amélie', creator: 'Jean-Pierre Jeunet', year: 2001 },
  ...{ popularity: 0.9, attributes: {}, aliases: ['Le Fabuleux Destin'], text: 'A shy waitress helps.' },
  tags: { comedy: 0.8 },
};

describe('the words of a query', () => {
  it('are those that say what it is about, with repetitions', () => {
    expect(searchWords('Which articles are about the time-sharing of time?')).toEqual([
      'articles',
      'time',
      'sharing',
      'time',
    ]);
  });

  it('are all of them when all only put a question', () => {
    expect(searchWords('The Who')).toEqual(['the', 'who']);
  });

  it('are stemmed alike for all forms of a word', () => {
    expect(stems('running runs')).toEqual(['run', 'run']);
  });

  it('are at most 64, whatever is typed', () => {
    assert(property(string({ unit: 'grapheme', maxLength: 5_000 }), (text) => searchWords(text).length <= 64));
  });
});

describe('the letters of a name', () => {
  it('are counted in threes, with the ends of words, and with the sound', () => {
    expect(characterGrams('Dune')).toEqual(
      new Map([
        [' du', 1],
        ['dun', 1],
        ['une', 1],
        ['ne ', 1],
        ['~TN', 1.5],
      ]),
    );
  });

  it('are shared by names that sound alike', () => {
    expect(characterGrams('beetles').has('~PTLS')).toBe(true);
    expect(characterGrams('beatles').has('~PTLS')).toBe(true);
  });
});

describe('what an entity is found by', () => {
  it('has title, aliases and creator, and the creator with the title', () => {
    expect(spokenNames(FILM)).toEqual([
      'amelie',
      'le fabuleux destin',
      'jean pierre jeunet',
      'amelie jean pierre jeunet',
    ]);
  });

  it('is found by all forms in which its name is said', () => {
    expect(entityNames({ ...FILM, title: 'Rocky II', aliases: [] })).toEqual(
      expect.arrayContaining(['rocky ii', 'rocky 2']),
    );
  });

  it('weighs the title twice, tags as they are weighted, and what people say for them', () => {
    const terms = entityTerms(FILM, buildVocabulary([FILM]));
    expect([terms.get('ameli'), terms.get('waitress'), terms.get('#comedy')]).toEqual([2, 1, 0.8]);
    expect(terms.get('comedi')).toBe(0.8);
  });

  it('gets the tags of its creator from other works', () => {
    const works = ['One', 'Two', 'Three'].map((title, i) => ({ ...FILM, id: `w${i}`, title, text: '' }));
    const untagged = { ...FILM, id: 'w9', title: 'Four', text: '', tags: {} };
    expect(enriched(untagged, buildVocabulary([...works, untagged])).tags.comedy).toBeGreaterThan(0.3);
  });
});

describe('hashed vectors', () => {
  it('have unit length and are near when words are shared', async () => {
    const { dimensions } = hashedEncoder;
    const texts = ['mary poppins returns', 'marry poppins', 'blade runner'];
    const vectors = await hashedEncoder.encode(texts);
    const vector = (i: number) => [...vectors.subarray(i * dimensions, (i + 1) * dimensions)];
    const cosine = (i: number, j: number) => vector(i).reduce((sum, x, k) => sum + x * vector(j)[k]!, 0);
    expect(cosine(0, 0)).toBeCloseTo(1, 5);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.3);
  });

  it('are 0 for nothing', async () => {
    expect((await hashedEncoder.encode([''])).every((x) => x === 0)).toBe(true);
  });
});
