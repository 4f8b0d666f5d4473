import type { CatalogueEntity } from '@tiebreak/catalogue';
import { seededRandom } from '@tiebreak/statistics';
import { HEAD_WORDS, madeEntities, withHeadWords } from './made-catalogue';
import { zipfOver } from './zipf';

const take = (seed: number, count: number) => {
  const random = seededRandom(seed);
  const entities = madeEntities(seed);
  return Array.from({ length: count }, () => withHeadWords(entities.next().value as CatalogueEntity, random));
};

describe('a made catalogue', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(take(1, 20)).toEqual(take(1, 20));
    expect(take(1, 20)).not.toEqual(take(2, 20));
  });

  it('has each head word in half of its entities, within five standard errors', () => {
    const entities = take(3, 4_000);
    for (const word of HEAD_WORDS) {
      const share = entities.filter(({ text }) => text.split(' ').includes(word)).length / entities.length;
      expect(Math.abs(share - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(entities.length));
    }
  });

  it('repeats no id', () => {
    expect(new Set(take(4, 5_000).map(({ id }) => id)).size).toBe(5_000);
  });
});

describe('zipfOver', () => {
  it('draws 1, 2 and 3 as 6 : 3 : 2', () => {
    const [random, draw] = [seededRandom(5), zipfOver(3)];
    const counts = [0, 0, 0];
    const draws = 22_000;
    for (let i = 0; i < draws; i++) counts[draw(random)]!++;
    // Five standard errors of a count are below 375.
    [12_000, 6_000, 4_000].forEach((expected, rank) => {
      expect(Math.abs(counts[rank]! - expected)).toBeLessThan(375);
    });
  });
});
