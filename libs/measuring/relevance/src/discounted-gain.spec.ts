import fc from 'fast-check';
import { discountedGain } from './discounted-gain';

describe('discountedGain', () => {
  it('of grades 3, 0, 1 is 7/1 + 1/2, and with linear gain 3/1 + 1/2', () => {
    expect(discountedGain([3, 0, 1])).toBe(7 + 1 / 2);
    expect(discountedGain([3, 0, 1], { gain: 'linear' })).toBe(3 + 1 / 2);
  });

  it('halves at the third place what the first counts in full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.constantFrom('linear', 'exponential'), (grade, gain) => {
        expect(discountedGain([0, 0, grade], { gain })).toBe(discountedGain([grade], { gain }) / 2);
      }),
    );
  });

  it('counts nothing beyond the cut-off, and nothing in an empty ranking', () => {
    expect(discountedGain([1, 2, 3, 4], { cutoff: 1 })).toBe(1);
    expect(discountedGain([1], { cutoff: 5 })).toBe(1);
    expect(discountedGain([])).toBe(0);
  });

  it.each([
    [[1, -1], 2, 'ranked[1]: expected a finite grade of at least 0, got -1'],
    [[NaN], 2, 'ranked[0]: expected a finite grade of at least 0, got NaN'],
    [[Infinity], 2, 'ranked[0]: expected a finite grade of at least 0, got Infinity'],
    [[1], 0, 'cutoff: expected a whole number of at least 1, got 0'],
    [[1], 1.5, 'cutoff: expected a whole number of at least 1, got 1.5'],
    [[1], NaN, 'cutoff: expected a whole number of at least 1, got NaN'],
  ])('refuses %j cut off at %p', (ranked, cutoff, message) => {
    expect(() => discountedGain(ranked, { cutoff })).toThrow(message);
  });
});
