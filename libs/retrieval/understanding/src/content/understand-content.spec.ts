import type { CatalogueEntity } from '@tiebreak/catalogue';
import { mean, seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { SMALL_CATALOGUE, SMALL_VOCABULARY } from '../../test/small-catalogue';
import { buildVocabulary, expansionTerms, predictedQueries, understandContent } from '../index';

const BLANK: CatalogueEntity = {
  ...{ id: 'x', domain: 'All', type: 'song', title: '', creator: '', year: 0, popularity: 0 },
  ...{ attributes: {}, aliases: [], text: '', tags: {} },
};
const understand = (entity: Partial<CatalogueEntity>) => understandContent({ ...BLANK, ...entity }, SMALL_VOCABULARY);

/** Films of two genres whose words lean one way or the other, as a seed draws them. */
function films(count: number, seed: number): CatalogueEntity[] {
  const random = seededRandom(seed);
  const words = { horror: ['ghost', 'blood', 'night'], romance: ['wedding', 'kiss', 'summer'] };
  return Array.from({ length: count }, (_, i) => {
    const tag = random.uniform() < 0.3 ? 'horror' : 'romance';
    const other = tag === 'horror' ? 'romance' : 'horror';
    const text = [0, 1, 2].map((k) => words[random.uniform() < 0.7 ? tag : other][k]!).join(' ');
    return { ...BLANK, id: `f${i}`, type: 'film', title: `film ${i}`, text, tags: { [tag]: 1 } };
  });
}

describe('content understanding', () => {
  it('gives an artist what the works are, in shares: pop 2 of 3, country 1 of 3', () => {
    // Two works and one more without a tag: pop (1 + 1) / 3, country 1 / 3.
    expect(understand({ type: 'artist', creator: 'Taylor Swift' }).tags).toEqual({ pop: 2 / 3, country: 1 / 3 });
  });

  it('keeps given tags as they are, by their canonical words, strongest first', () => {
    const { tags } = understand({ tags: { 'Sci-Fi': 0.4 }, attributes: { genre: 'Hip Hop/Rap' } });
    expect(Object.entries(tags)).toEqual([
      ['hip hop', 1],
      ['science fiction', 0.4],
    ]);
  });

  it('sees the form of a record in its title', () => {
    expect(understand({ title: 'Dune (Original Motion Picture Soundtrack)' }).tags).toEqual({ soundtrack: 0.8 });
    expect(understand({ title: 'Greatest Hits Live at Home' }).tags).toEqual({ compilation: 0.8, live: 0.8 });
  });

  it('names creators one by one, and known ones in the text at half weight', () => {
    const { people } = understand({ creator: 'Ann Bee & Cee', text: 'After a film by Alfred Hitchcock, with Queen.' });
    expect(people).toEqual({ 'alfred hitchcock': 0.5, 'ann bee and cee': 1, 'ann bee': 1, cee: 1 });
  });

  it.each([
    [{ title: 'Les rois du monde', text: 'Une histoire dans les rues' }, 'fr'],
    [{ title: 'Der Himmel und die Stadt', text: 'Ein Film mit der Stadt' }, 'de'],
    [{ title: '千と千尋の神隠し' }, 'ja'],
    [{ title: '기생충' }, 'ko'],
    [{ title: 'Солярис' }, 'ru'],
    [{ title: 'Dune' }, undefined],
    [{ title: 'The story of the man', attributes: { language: 'sv' } }, 'sv'],
  ])('knows the language of %j', (entity, language) => {
    expect(understand(entity).language).toBe(language);
  });

  it('says the decade of a known year', () => {
    expect(understand({ year: 1984 }).decade).toBe('1980s');
    expect(understand({}).decade).toBeUndefined();
  });

  it('infers a tag as often as the tag is there: weights of unseen films are calibrated', () => {
    const vocabulary = buildVocabulary(films(4_000, 1));
    const judged = films(2_000, 2).map((film) => ({
      weight: understandContent({ ...film, tags: {} }, vocabulary).tags.horror ?? 0,
      truth: film.tags.horror ?? 0,
    }));
    const sure = judged.filter(({ weight }) => weight >= 0.2);
    expect(sure.length).toBeGreaterThan(300);
    // The standard error of a mean of 300 outcomes is below 0.03.
    expect(mean(sure.map(({ weight }) => weight))).toBeCloseTo(mean(sure.map(({ truth }) => truth)), 1);
    const rate = (few: typeof judged): number => mean(few.map(({ truth }) => truth));
    expect(rate(judged.filter(({ weight }) => weight >= 0.5))).toBeGreaterThan(0.5);
    expect(rate(judged.filter(({ weight }) => weight < 0.2))).toBeLessThan(0.2);
  });

  it('weighs within (0, 1], whatever an entity holds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('constructor', '__proto__', 'live at christmas'),
    );
    fc.assert(
      fc.property(text, text, text, (title, creator, tag) => {
        const entity = {
          ...BLANK,
          title,
          creator,
          text: `${creator} ${title}`,
          tags: tag === '' ? {} : { [tag]: 0.5 },
        };
        const { tags, people } = understandContent(entity, SMALL_VOCABULARY);
        const weights = [tags, people, expansionTerms(entity, SMALL_VOCABULARY)].flatMap((table) =>
          Object.values(table),
        );
        for (const weight of weights) expect(weight > 0 && weight <= 1).toBe(true);
      }),
    );
  });
});

describe('expansion', () => {
  const psycho = SMALL_CATALOGUE.find(({ title }) => title === 'Psycho')!;

  it('has title, creator, type, tags and other words for them, each with its weight', () => {
    expect(expansionTerms(psycho, SMALL_VOCABULARY)).toMatchObject({
      psycho: 1,
      horror: 1,
      film: 0.9,
      hitchcock: 0.9,
      scary: 0.8,
      '1960s': 0.4,
    });
  });

  it('predicts queries by which an entity is asked for, its title first and none twice', () => {
    const queries = predictedQueries(psycho, understandContent(psycho, SMALL_VOCABULARY));
    expect(queries[0]).toEqual({ query: 'psycho', weight: 1 });
    expect(queries.map(({ query }) => query)).toEqual(
      expect.arrayContaining([
        ...['psycho film', 'psycho alfred hitchcock', 'psycho by alfred hitchcock', 'alfred hitchcock'],
        ...['horror', 'horror film', '1960s thriller'],
      ]),
    );
    expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length);
  });
});
