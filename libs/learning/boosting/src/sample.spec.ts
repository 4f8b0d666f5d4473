import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { sampleShare } from './sample';

describe('sampleShare', () => {
  it('takes the rounded share of the items, each at most once, in their order, and at least one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer(),
        (count, share, seed) => {
          const sample = sampleShare(
            Int32Array.from({ length: count }, (_, i) => 3 * i),
            share,
            seededRandom(seed),
          );
          expect(sample).toHaveLength(Math.max(1, Math.round(share * count)));
          expect(sample.every((item, i) => item % 3 === 0 && (i === 0 || item > sample[i - 1]!))).toBe(true);
          expect(sample.at(-1)).toBeLessThan(3 * count);
        },
      ),
    );
  });

  it('takes each of the ten pairs of five items equally often', () => {
    const random = seededRandom(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 10_000; i++) {
      const pair = sampleShare(Int32Array.of(0, 1, 2, 3, 4), 0.4, random).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count / 10_000 - 1 / 10)).toBeLessThan(0.015);
  });

  it('copies the whole share and draws nothing for it', () => {
    const [random, other] = [seededRandom(2), seededRandom(2)];
    const items = Int32Array.of(4, 1);
    const sample = sampleShare(items, 1, random);
    expect(sample).toEqual(items);
    expect(sample).not.toBe(items);
    expect(random.uniform()).toBe(other.uniform());
  });
});
