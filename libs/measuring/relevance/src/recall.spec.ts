import fc from 'fast-check';
import { recall } from './recall';

describe('recall', () => {
  it('is 2/5 when the first three places hold two of five', () => {
    expect(recall([true, false, true, true], 5, 3)).toBe(2 / 5);
    expect(recall([true, false, true, true], 5)).toBe(3 / 5);
  });

  it('never falls with the cut-off, and does not depend on the order within it', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.integer({ min: 1, max: 12 }), (ranked, cutoff) => {
        const relevant = ranked.filter(Boolean).length + 1;
        expect(recall(ranked, relevant, cutoff)).toBeLessThanOrEqual(recall(ranked, relevant, cutoff + 1));
        const reversed = [...ranked.slice(0, cutoff).reverse(), ...ranked.slice(cutoff)];
        expect(recall(reversed, relevant, cutoff)).toBe(recall(ranked, relevant, cutoff));
      }),
    );
  });

  it('is NaN when nothing is relevant', () => {
    expect(recall([false], 0)).toBeNaN();
  });

  it.each([
    [[true, true], 1, 1, 'relevant: expected at least the 2 relevant items of the ranking, got 1'],
    [[true], -1, 1, 'relevant: expected a whole number of at least 0, got -1'],
    [[true], 1, 0, 'cutoff: expected a whole number of at least 1, got 0'],
  ])('refuses %j with %p relevant, cut off at %p', (ranked, relevant, cutoff, message) => {
    expect(() => recall(ranked, relevant, cutoff)).toThrow(message);
  });
});
