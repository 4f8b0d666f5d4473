import fc from 'fast-check';
import { areaUnderRoc } from './area-under-roc';

const scores = fc.array(
  fc.integer({ min: 0, max: 8 }).map((i) => i / 8),
  { minLength: 1, maxLength: 20 },
);

describe('areaUnderRoc', () => {
  it('of .9 and .5 against .5 and .1 is (1 + 1 + 1/2 + 1) / 4', () => {
    expect(areaUnderRoc([0.9, 0.5], [0.5, 0.1])).toBe(3.5 / 4);
  });

  it('is the share of pairs in order, ties half', () => {
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const pairs = positives.flatMap((p) => negatives.map((n): number => (p > n ? 1 : p === n ? 0.5 : 0)));
        const share = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
        expect(areaUnderRoc(positives, negatives)).toBeCloseTo(share, 12);
        expect(areaUnderRoc(negatives, positives)).toBeCloseTo(1 - share, 12);
      }),
    );
  });

  it('is NaN when either is empty, and refuses what is no number', () => {
    expect(areaUnderRoc([], [0.5])).toBeNaN();
    expect(areaUnderRoc([0.5], [])).toBeNaN();
    expect(() => areaUnderRoc([0.5, NaN], [0.5])).toThrow('positives[1]: expected a finite score, got NaN');
  });
});
