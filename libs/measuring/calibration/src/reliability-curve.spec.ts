import fc from 'fast-check';
import { noOutcomes, outcomesTable } from '../test/simulated';
import { expectedCalibrationError } from './expected-calibration-error';
import { reliabilityCurve } from './reliability-curve';

describe('reliabilityCurve', () => {
  it('shows the bins that have outcomes, the score 1 in the last', () => {
    expect(reliabilityCurve({ scores: [1, 0.25, 0.125, 0.75], right: [1, 0, 1, 0] }, 4)).toEqual([
      { low: 0, high: 0.25, count: 1, meanScore: 0.125, rightShare: 1 },
      { low: 0.25, high: 0.5, count: 1, meanScore: 0.25, rightShare: 0 },
      { low: 0.75, high: 1, count: 2, meanScore: 0.875, rightShare: 0.5 },
    ]);
  });

  it('has the expected calibration error as its mean distance from the diagonal', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const gaps = reliabilityCurve(outcomes).map((bin) => bin.count * Math.abs(bin.meanScore - bin.rightShare));
        const error = gaps.reduce((sum, gap) => sum + gap, 0) / outcomes.scores.length;
        expect(error).toBeCloseTo(expectedCalibrationError(outcomes), 12);
      }),
    );
  });

  it('is empty without outcomes', () => {
    expect(reliabilityCurve(noOutcomes)).toEqual([]);
  });
});
