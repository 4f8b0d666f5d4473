import fc from 'fast-check';
import { tieKeepingBins } from './tie-keeping-bins';

const sortedScores = fc
  .array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 })
  .map((values) => Float64Array.from(values, (value) => value / 6).sort());

describe('tieKeepingBins', () => {
  it('cuts distinct scores into equal masses', () => {
    expect(tieKeepingBins(Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 3)).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
    ]);
  });

  it('covers all scores in order and never cuts a tie', () => {
    fc.assert(
      fc.property(sortedScores, fc.integer({ min: 1, max: 12 }), (scores, bins) => {
        const ranges = tieKeepingBins(scores, bins);
        expect(ranges.length).toBeLessThanOrEqual(bins);
        expect(ranges.flatMap(([start, end]) => [...scores.slice(start, end)])).toEqual([...scores]);
        for (const [start, end] of ranges) {
          expect(end).toBeGreaterThan(start);
          if (end < scores.length) expect(scores[end]).not.toBe(scores[end - 1]);
        }
      }),
    );
  });

  it('refuses no bins', () => {
    expect(() => tieKeepingBins(new Float64Array(1), 0)).toThrow('expected at least 1 bin, got 0');
  });
});
