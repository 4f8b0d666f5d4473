import fc from 'fast-check';
import { normalise } from './index';

describe('normalised text', () => {
  it.each([
    ['  The   BEATLES ', 'the beatles'],
    ['Beyoncé', 'beyonce'],
    ["Guns N' Roses", 'guns n roses'],
    ['Simon & Garfunkel', 'simon and garfunkel'],
    ['a\u200bb\u202ec', 'abc'],
    ['שָׁלוֹם', 'שלום'],
    ['東京', '東京'],
    ['...', ''],
  ])('of %j is %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('stays as it is when it is normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
