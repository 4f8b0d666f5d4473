import type { CatalogueEntity } from '@tiebreak/catalogue';
import { type Random, seededRandom } from '@tiebreak/statistics';
import { zipfOver } from './zipf';

/** Words that stand in half of the catalogue each, whoever its entities come from. */
export const HEAD_WORDS = ['classic', 'edition', 'original'] as const;
const HEAD_SHARE = 0.5;

/** How many words, creators and tags entities are made of; how often each is taken falls as in a language. */
const [WORDS, CREATORS, TAGS] = [30_000, 20_000, 200];
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bri cla dro ster nel'.split(' ');

/** What a made catalogue is called. */
export const MADE_DOMAIN = 'Bench';

/** Entities without end, made from a seed: titles, descriptions, tags and creators drawn by Zipf from made-up words. */
export function* madeEntities(seed: number): Generator<CatalogueEntity> {
  const random = seededRandom(seed);
  const words = Array.from({ length: WORDS }, (_, i) => wordOf(i));
  const [drawWord, drawTag, drawCreator] = [WORDS, TAGS, CREATORS].map((count) => zipfOver(count));
  const some = (count: number): string[] => Array.from({ length: count }, () => words[drawWord!(random)]!);
  for (let i = 0; ; i++) {
    const creator = drawCreator!(random);
    yield {
      id: `made:${i}`,
      domain: MADE_DOMAIN,
      type: ['song', 'album', 'book', 'film'][random.integer(4)]!,
      title: some(1 + random.integer(4)).join(' '),
      creator: `${words[creator]!} ${words[WORDS - 1 - creator]!}`,
      year: 1930 + random.integer(95),
      popularity: random.uniform(),
      attributes: {},
      aliases: random.uniform() < 0.1 ? [some(2).join(' ')] : [],
      text: some(8 + random.integer(12)).join(' '),
      tags: Object.fromEntries(
        Array.from({ length: 1 + random.integer(3) }, () => [words[drawTag!(random)]!, 1 - random.uniform() / 2]),
      ),
    };
  }
}

/** The same entity of the made catalogue, said to be what half of it is said to be. */
export function withHeadWords(entity: CatalogueEntity, random: Random): CatalogueEntity {
  const said = HEAD_WORDS.filter(() => random.uniform() < HEAD_SHARE);
  return { ...entity, domain: MADE_DOMAIN, text: [entity.text, ...said].filter(Boolean).join(' ') };
}

/** The i-th of made-up words, all different. */
function wordOf(i: number): string {
  const base = SYLLABLES.length;
  // Two syllables at least: shorter words are not told apart by their letters.
  const syllables = [i % base, Math.floor(i / base) % base, ...(i < base ** 2 ? [] : [Math.floor(i / base ** 2)])];
  return syllables.map((syllable) => SYLLABLES[syllable % base]!).join('') + (i < base ** 3 ? '' : String(i));
}
