import fc from 'fast-check';
import { noOutcomes, outcomesTable, scoredByPython } from '../test/simulated';
import { expectedCalibrationError } from './expected-calibration-error';

describe('expectedCalibrationError', () => {
  it('weighs each bin by its count', () => {
    // [0, 1/2): scores 1/10 and 3/10, one right: |4/10 - 1|. [1/2, 1]: one at 9/10, right: |9/10 - 1|.
    expect(expectedCalibrationError({ scores: [0.1, 0.3, 0.9], right: [0, 1, 1] }, 2)).toBeCloseTo(7 / 30, 15);
  });

  it('counts a score on a border in the upper bin, and 1 in the last', () => {
    expect(expectedCalibrationError({ scores: [0.5, 1], right: [1, 0] }, 2)).toBeCloseTo(1 / 4, 15);
    expect(expectedCalibrationError({ scores: [0.49, 1], right: [1, 0] }, 2)).toBeCloseTo((0.51 + 1) / 2, 15);
  });

  it('agrees with an independent implementation', () => {
    expect(expectedCalibrationError(scoredByPython)).toBeCloseTo(0.18, 14);
    expect(expectedCalibrationError(scoredByPython, 4)).toBeCloseTo(0.06444444444444447, 14);
  });

  it('with one bin is the distance of the mean score from the share right, the least of all bins', () => {
    fc.assert(
      fc.property(outcomesTable, fc.integer({ min: 1, max: 30 }), (outcomes, bins) => {
        const excess = Array.from(outcomes.scores, (score, i) => score - outcomes.right[i]!);
        const one = Math.abs(excess.reduce((sum, x) => sum + x, 0)) / excess.length;
        expect(expectedCalibrationError(outcomes, 1)).toBeCloseTo(one, 12);
        expect(expectedCalibrationError(outcomes, bins)).toBeGreaterThanOrEqual(one - 1e-12);
      }),
    );
  });

  it('is NaN without outcomes and refuses no bins', () => {
    expect(expectedCalibrationError(noOutcomes)).toBeNaN();
    expect(() => expectedCalibrationError(scoredByPython, 0)).toThrow('expected at least 1 bin, got 0');
  });
});
