import fc from 'fast-check';
import { swapNeighbours } from './swap-neighbours';

const LIST = [5, 3, 8, 1];
const shownBy = (seed: number, share: number) => swapNeighbours(LIST, { share, seed: () => seed });

describe('exchanging neighbours', () => {
  it('changes nothing but two neighbours, and says which', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { order, swap } = shownBy(seed, 0.5);
        const expected = [...LIST];
        const { place, swapped } = swap!;
        if (swapped) [expected[place - 1], expected[place]] = [expected[place]!, expected[place - 1]!];
        expect(order).toEqual(expected);
        expect(place).toBeGreaterThanOrEqual(1);
        expect(place).toBeLessThan(LIST.length);
      }),
    );
  });

  it('exchanges in the share that is asked for, tries as many more, and all places alike', () => {
    const swaps = Array.from({ length: 20_000 }, (_, seed) => shownBy(seed, 0.05).swap).filter(Boolean);
    const rate = (count: number): number => count / 20_000;
    expect(rate(swaps.length)).toBeCloseTo(0.1, 2);
    expect(rate(swaps.filter((swap) => swap!.swapped).length)).toBeCloseTo(0.05, 2);
    for (const place of [1, 2, 3])
      expect(rate(swaps.filter((swap) => swap!.place === place).length)).toBeCloseTo(0.1 / 3, 2);
  });

  it('leaves alone what has no neighbour, and everything when the share is 0', () => {
    expect(swapNeighbours([7], { share: 0.5, seed: () => 1 })).toEqual({ order: [7] });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(shownBy(seed, 0)).toEqual({ order: LIST });
      }),
    );
  });

  it.each([-0.1, 0.6, NaN])('refuses a share of %d', (share) => {
    expect(() => shownBy(1, share)).toThrow(new RangeError(`share: expected a number in [0, 0.5], got ${share}`));
  });
});
