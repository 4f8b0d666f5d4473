import fc from 'fast-check';
import { mean, median, quantile } from './summaries';

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });
const share = fc.double({ noNaN: true, min: 0, max: 1 });

describe('mean and median', () => {
  it('of 1, 2 and 6 are 3 and 2', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(median([6, 1, 2])).toBe(2);
  });

  it('takes the mean of the two middle values when they are even in number', () => {
    expect(median([10, 1, 2, 4])).toBe(3);
  });

  it('are NaN without values', () => {
    expect(mean([])).toBeNaN();
    expect(median([])).toBeNaN();
  });
});

describe('quantile', () => {
  it('is linear between order statistics', () => {
    expect(quantile([40, 10, 30, 20], 1 / 2)).toBe(25);
    expect(quantile([40, 10, 30, 20], 1 / 6)).toBeCloseTo(15);
  });

  it('runs from the least value to the greatest and never falls', () => {
    fc.assert(
      fc.property(values, share, share, (xs, p, q) => {
        expect(quantile(xs, 0)).toBe(Math.min(...xs));
        expect(quantile(xs, 1)).toBe(Math.max(...xs));
        expect(quantile(xs, Math.min(p, q))).toBeLessThanOrEqual(quantile(xs, Math.max(p, q)) + 1e-9);
      }),
    );
  });

  it('leaves its input as it was', () => {
    const xs = [3, 1, 2];
    quantile(xs, 0.5);
    expect(xs).toEqual([3, 1, 2]);
  });

  it('keeps infinities and lets NaN through', () => {
    expect(quantile([Infinity, Infinity, 1], 0.75)).toBe(Infinity);
    expect(quantile([1, NaN, 2], 0)).toBeNaN();
  });

  it.each([-0.1, 1.1, NaN])('refuses %p as a share', (q) => {
    expect(() => quantile([1], q)).toThrow(`expected a quantile in [0, 1], got ${q}`);
  });
});
