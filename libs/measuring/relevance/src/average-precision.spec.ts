import fc from 'fast-check';
import { averagePrecision } from './average-precision';

const rankings = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
const found = (ranked: readonly boolean[]) => ranked.filter(Boolean).length;

describe('averagePrecision', () => {
  it('with relevant items at places 1, 3 and 4 of four is (1 + 2/3 + 3/4) / 3', () => {
    expect(averagePrecision([true, false, true, true], 3)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 15);
  });

  it('counts relevant items that the ranking lacks, or cuts off, as 0', () => {
    expect(averagePrecision([true, false, true, true], 4)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 4, 15);
    expect(averagePrecision([true, false, true, true], 3, 2)).toBe(1 / 3);
    expect(averagePrecision([], 2)).toBe(0);
  });

  it('is 1 exactly when all relevant items come first', () => {
    fc.assert(
      fc.property(rankings, (ranked) => {
        const relevant = found(ranked);
        fc.pre(relevant > 0);
        const value = averagePrecision(ranked, relevant);
        expect(value).toBeGreaterThan(0);
        expect(value === 1).toBe(ranked.lastIndexOf(true) === relevant - 1);
      }),
    );
  });

  it('rises when a relevant item moves up', () => {
    fc.assert(
      fc.property(rankings, fc.nat(19), (ranked, i) => {
        fc.pre(ranked[i] === false && ranked[i + 1] === true);
        const moved = ranked.with(i, true).with(i + 1, false);
        expect(averagePrecision(moved, found(ranked))).toBeGreaterThan(averagePrecision(ranked, found(ranked)));
      }),
    );
  });

  it('is NaN when nothing is relevant', () => {
    expect(averagePrecision([false], 0)).toBeNaN();
  });

  it.each([
    [[true, true], 1, 1, 'relevant: expected at least the 2 relevant items of the ranking, got 1'],
    [[true], 1.5, 1, 'relevant: expected a whole number of at least 0, got 1.5'],
    [[true], 1, 0, 'cutoff: expected a whole number of at least 1, got 0'],
  ])('refuses %j with %p relevant, cut off at %p', (ranked, relevant, cutoff, message) => {
    expect(() => averagePrecision(ranked, relevant, cutoff)).toThrow(message);
  });
});
