import fc from 'fast-check';
import { seededRandom } from './random';
import { mean } from './summaries';

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe('seededRandom', () => {
  it('gives equal streams for equal seeds', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [one, other] = [seededRandom(seed), seededRandom(seed)];
        expect(times(5, one.uniform)).toEqual(times(5, other.uniform));
        expect([one.normal(), one.integer(9), one.shuffle([1, 2, 3])]).toEqual([
          other.normal(),
          other.integer(9),
          other.shuffle([1, 2, 3]),
        ]);
      }),
    );
  });

  it('gives unrelated first numbers for neighbouring seeds', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => seededRandom(seed).uniform());
    const product = mean(firsts.slice(1).map((x, i) => (x - 0.5) * (firsts[i]! - 0.5)));
    expect(mean(firsts)).toBeCloseTo(0.5, 1.5);
    expect(Math.abs(product * 12)).toBeLessThan(0.06);
  });

  it('spreads uniform numbers over [0, 1) with mean 1/2 and variance 1/12', () => {
    const drawn = times(20_000, seededRandom(3).uniform);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(Math.abs(mean(drawn) - 1 / 2)).toBeLessThan(0.01);
    expect(Math.abs(mean(drawn.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.002);
  });

  it('gives each whole number below the bound its share', () => {
    const random = seededRandom(5);
    const counts = [0, 0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[random.integer(5)]!++;
    for (const count of counts) expect(Math.abs(count / 20_000 - 1 / 5)).toBeLessThan(0.015);
  });

  it('gives normal numbers with mean 0, variance 1 and fourth moment 3', () => {
    const drawn = times(20_000, seededRandom(8).normal);
    expect(Math.abs(mean(drawn))).toBeLessThan(0.03);
    expect(Math.abs(mean(drawn.map((x) => x ** 2)) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(drawn.map((x) => x ** 4)) - 3)).toBeLessThan(0.3);
  });

  it('shuffles a copy that holds the same items', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect(shuffled.sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
      }),
    );
  });

  it('shuffles three items into all six orders equally often', () => {
    const random = seededRandom(13);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count / 12_000 - 1 / 6)).toBeLessThan(0.02);
  });

  it.each([0, -1, 1.5, NaN, 2 ** 33])('refuses %p as an upper bound', (below) => {
    expect(() => seededRandom(1).integer(below)).toThrow(`expected an upper bound from 1 to 2^32, got ${below}`);
  });
});
