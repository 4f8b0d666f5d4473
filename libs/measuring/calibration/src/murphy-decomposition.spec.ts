import fc from 'fast-check';
import { noOutcomes, outcomesTable } from '../test/simulated';
import { brierScore } from './brier-score';
import { murphyDecomposition } from './murphy-decomposition';

describe('murphyDecomposition', () => {
  it('splits a table of two bins', () => {
    // 1/4 twice, none right; 3/4 twice, both right: each bin is off by 1/4 and tells all there is to know.
    const parts = murphyDecomposition({ scores: [0.25, 0.25, 0.75, 0.75], right: [0, 0, 1, 1] }, 2);
    expect(parts).toEqual({ reliability: 1 / 16, resolution: 1 / 4, uncertainty: 1 / 4, withinBins: 0 });
  });

  it('adds up to the Brier score, whatever the bins', () => {
    fc.assert(
      fc.property(outcomesTable, fc.integer({ min: 1, max: 20 }), (outcomes, bins) => {
        const { reliability, resolution, uncertainty, withinBins } = murphyDecomposition(outcomes, bins);
        expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brierScore(outcomes), 12);
      }),
    );
  });

  it('needs no term within bins when scores are constant in them', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const outcomes = { scores: pairs.map(([bin]) => bin / 10 + 0.03), right: pairs.map(([, right]) => right) };
        const { reliability, resolution, uncertainty } = murphyDecomposition(outcomes, 10);
        expect(reliability - resolution + uncertainty).toBeCloseTo(brierScore(outcomes), 12);
      }),
    );
  });

  it('is NaN without outcomes', () => {
    const parts = { reliability: NaN, resolution: NaN, uncertainty: NaN, withinBins: NaN };
    expect(murphyDecomposition(noOutcomes)).toEqual(parts);
  });
});
