import { seededRandom } from '@tiebreak/statistics';
import { smallHabits } from '../test/small-habits';
import { drawTieLines } from './draw-tie-lines';
import { meantDomains } from './meant-domains';

const [anyWay, novel] = smallHabits.ways as [(typeof smallHabits.ways)[number], (typeof smallHabits.ways)[number]];
const dune = { title: 'dune', popularity: { Books: 0.64, Video: 0.16 } };
const hidden = { title: 'hidden', popularity: { Music: 1, Video: 0 } };

describe('the law of who is meant', () => {
  it('weighs the roots of popularity: .8 to .4 is 2/3', () => {
    const chances = meantDomains(dune, anyWay, smallHabits);
    expect(chances.get('Books')).toBeCloseTo(2 / 3, 12);
    expect(chances.get('Video')).toBeCloseTo(1 / 3, 12);
  });

  it('weighs the shares of the device: .8 x 1/4 to .4 x 3/4 is 2/5', () => {
    expect(meantDomains(dune, anyWay, smallHabits, 'tv').get('Books')).toBeCloseTo(2 / 5, 12);
    expect(meantDomains(dune, anyWay, smallHabits, 'tablet').get('Books')).toBeCloseTo(6 / 7, 12);
  });

  it('weighs the ways: 3 x .8 to .4 is 6/7', () => {
    const way = { words: 'read {title}', domains: { Books: 3, Video: 1 } };
    expect(meantDomains(dune, way, smallHabits).get('Books')).toBeCloseTo(6 / 7, 12);
  });

  it('leaves no choice where the words name a domain, and none where that does not have the title', () => {
    expect([...meantDomains(dune, novel, smallHabits)]).toEqual([['Books', 1]]);
    expect([...meantDomains(hidden, novel, smallHabits)]).toEqual([]);
    expect([...meantDomains(dune, anyWay, smallHabits, 'watch')]).toEqual([]);
  });

  it('leaves a little to a work that nobody knows', () => {
    expect([...meantDomains(hidden, anyWay, smallHabits)]).toEqual([['Video', 1]]);
  });
});

describe('drawn lines', () => {
  const draw = (seed: number, count = 6_000) =>
    drawTieLines([dune], smallHabits, { count, name: 'tie', random: seededRandom(seed) });

  it('are the same for the same seed, and others for another', () => {
    expect(draw(1, 50)).toEqual(draw(1, 50));
    expect(draw(1, 50)).not.toEqual(draw(2, 50));
  });

  it('keep the law on every device, within four standard errors', () => {
    for (const device of ['tablet', 'tv']) {
      const unclear = draw(3).filter(({ utterance, context }) => utterance === 'get dune' && context.device === device);
      const books = unclear.filter(({ truth }) => truth.domain === 'Books').length / unclear.length;
      const chance = meantDomains(dune, anyWay, smallHabits, device).get('Books')!;
      expect(Math.abs(books - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / unclear.length));
    }
  });

  it('say where each slot stands', () => {
    const line = draw(1, 50).find(({ utterance }) => utterance.startsWith('find'))!;
    expect(line).toMatchObject({
      utterance: 'find the novel dune now',
      truth: {
        domain: 'Books',
        intent: 'Find',
        slots: [
          { name: 'type', value: 'novel', start: 9, end: 14 },
          { name: 'name', value: 'dune', start: 15, end: 19 },
        ],
      },
    });
    expect(line.id).toMatch(/^tie-\d+$/);
  });

  it('never say what is left out', () => {
    const without = new Set(['get dune']);
    const lines = drawTieLines([dune], smallHabits, { count: 200, name: 't', random: seededRandom(1), without });
    expect(new Set(lines.map(({ utterance }) => utterance))).toEqual(new Set(['find the novel dune now']));
  });

  it('are refused where no title can be asked for', () => {
    const random = seededRandom(1);
    const nobodys = { title: 'x', popularity: { Games: 1, Toys: 1 } };
    expect(() => drawTieLines([nobodys], smallHabits, { count: 1, name: 't', random })).toThrow(
      'expected a title that can be asked for, got 1 titles and 2 ways',
    );
    const homeless = { ...smallHabits, ways: [novel], devices: {} };
    expect(() => drawTieLines([dune], homeless, { count: 1, name: 't', random })).toThrow(
      'devices.Books: expected the shares of devices, got none',
    );
    expect(() => drawTieLines([dune], smallHabits, { count: -1, name: 't', random })).toThrow(
      'count: expected a whole number, got -1',
    );
  });
});
