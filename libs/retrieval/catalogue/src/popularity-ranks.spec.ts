import fc from 'fast-check';
import { popularityRanks, yearOf, languageCode } from './index';

describe('ranks of popularity', () => {
  it('are 0, 1/5, 1/5, 3/5 and 4/5 of 1, 2, 2, 5 and 9', () => {
    expect([1, 2, 2, 5, 9].map(popularityRanks(Float64Array.of(9, 2, 5, 2, 1)))).toEqual([
      0,
      1 / 5,
      1 / 5,
      3 / 5,
      4 / 5,
    ]);
  });

  it('are the share of values that are less, as counting gives it, and missing ones are least', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double(), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const rank = popularityRanks(Float64Array.from(values));
        const least = (x: number): number => (Number.isNaN(x) ? -Infinity : x);
        for (const x of values) expect(rank(x)).toBe(values.filter((y) => least(y) < least(x)).length / values.length);
      }),
    );
  });
});

describe('years', () => {
  it.each([
    ['1984', 1984],
    ['1984.0', 1984],
    ['1984-05-01', 1984],
    ['1984-05-01T00:00:00Z', 1984],
    ['May 1, 1984', 1984],
    ['-720', -720],
    ['soon', 'soon'],
    ['1984 or 1985', '1984 or 1985'],
    ['12345', '12345'],
  ])('of %j is %j', (text, year) => {
    expect(yearOf(text)).toBe(year);
  });
});

describe('language codes', () => {
  it.each([
    ['eng', 'en'],
    ['en-US', 'en'],
    ['FR', 'fr'],
    ['constructor', 'constructor'],
  ])('of %s is %s', (code, short) => {
    expect(languageCode(code)).toBe(short);
  });
});
