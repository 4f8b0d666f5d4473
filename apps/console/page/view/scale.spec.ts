import fc from 'fast-check';
import { apart, linearScale, ticksTo } from './scale';

describe('a linear scale', () => {
  it('takes ends to ends and the middle to the middle', () => {
    const scale = linearScale([0, 10], [100, 300]);
    expect([0, 5, 10].map(scale)).toEqual([100, 200, 300]);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
  });
});

describe('ticks', () => {
  it('begin at 0, cover the largest value, are evenly spaced, and are few', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (largest) => {
        const ticks = ticksTo(largest);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(largest * (1 - 1e-6));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]! - ticks[i - 1]!).toBeCloseTo(ticks[1]!, 6);
      }),
    );
    expect(ticksTo(37)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksTo(0)).toEqual([0, 1]);
  });
});

describe('labels that would overlap', () => {
  const places = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 12 });

  it('are at least the distance apart, in their order', () => {
    fc.assert(
      fc.property(places, (wanted) => {
        const moved = apart(wanted, 15, [0, 100]);
        const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
        for (let i = 1; i < order.length; i++)
          expect(moved[order[i]!]! - moved[order[i - 1]!]!).toBeGreaterThanOrEqual(15 - 1e-9);
      }),
    );
  });

  it('stay in the range where there is room for all, and where they are when nothing overlaps', () => {
    fc.assert(
      fc.property(
        places.filter(({ length }) => length <= 6),
        (wanted) => {
          for (const place of apart(wanted, 15, [0, 100])) {
            expect(place).toBeGreaterThanOrEqual(0);
            expect(place).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
    expect(apart([80, 10, 40], 15, [0, 100])).toEqual([80, 10, 40]);
  });
});
