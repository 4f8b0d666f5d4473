import fc from 'fast-check';
import type { GainOptions } from './discounted-gain';
import { ndcg } from './ndcg';

const grades = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 });
const options = fc.record<GainOptions>(
  { cutoff: fc.integer({ min: 1, max: 15 }), gain: fc.constantFrom('linear', 'exponential') },
  { requiredKeys: [] },
);

describe('ndcg', () => {
  it('of 1, 0, 3 is (1 + 7/2) / (7 + 1/log2 3), and with linear gain (1 + 3/2) / (3 + 1/log2 3)', () => {
    const ranked = [1, 0, 3];
    expect(ndcg(ranked, ranked)).toBe(4.5 / (7 + 1 / Math.log2(3)));
    expect(ndcg(ranked, ranked, { gain: 'linear' })).toBe(2.5 / (3 + 1 / Math.log2(3)));
  });

  it('of 0, 0, 1 is 1/2, and 1/2 / (1 + 1/log2 3) when the ranking lacks another 1', () => {
    expect(ndcg([0, 0, 1], [1])).toBe(1 / 2);
    expect(ndcg([0, 0, 1], [0, 1, 1, 0])).toBe(0.5 / (1 + 1 / Math.log2(3)));
  });

  it('lies in [0, 1] and is 1 for falling grades', () => {
    fc.assert(
      fc.property(grades, options, (judged, how) => {
        fc.pre(judged.some((grade) => grade > 0));
        const value = ndcg(judged, judged, how);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(
          ndcg(
            [...judged].sort((a, b) => b - a),
            judged,
            how,
          ),
        ).toBe(1);
      }),
    );
  });

  it('never falls when a better item changes places with a worse one before it', () => {
    fc.assert(
      fc.property(grades, options, fc.nat(11), fc.nat(11), (judged, how, i, j) => {
        fc.pre(i < j && j < judged.length && judged[i]! < judged[j]!);
        const swapped = judged.with(i, judged[j]!).with(j, judged[i]!);
        expect(ndcg(swapped, judged, how)).toBeGreaterThanOrEqual(ndcg(judged, judged, how) - 1e-12);
      }),
    );
  });

  it('takes grades of 0 and 1 alike with either gain', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1 }), (judged) => {
        expect(ndcg(judged, judged, { gain: 'linear' })).toBe(ndcg(judged, judged, { gain: 'exponential' }));
      }),
    );
  });

  it('does not depend on the order of the judgements or on judged items that are not relevant', () => {
    fc.assert(
      fc.property(grades, options, (judged, how) => {
        expect(ndcg(judged, [0, ...judged.toReversed(), 0], how)).toBe(ndcg(judged, judged, how));
      }),
    );
  });

  it('is NaN when nothing is relevant, and 0 when nothing relevant is ranked', () => {
    expect(ndcg([0, 0], [0])).toBeNaN();
    expect(ndcg([], [2])).toBe(0);
  });

  it('refuses a ranking that holds an item twice, or a grade that nobody gave', () => {
    expect(() => ndcg([2, 2], [2, 3])).toThrow('grade 2 is one too many');
    expect(() => ndcg([1], [2])).toThrow('grade 1 is one too many');
    expect(() => ndcg([1], [1, -2])).toThrow('judged[1]: expected a finite grade of at least 0, got -2');
  });
});
