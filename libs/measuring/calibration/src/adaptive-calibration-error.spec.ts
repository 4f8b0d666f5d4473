import fc from 'fast-check';
import { noOutcomes, outcomesTable, scoredByPython } from '../test/simulated';
import { adaptiveCalibrationError } from './adaptive-calibration-error';

describe('adaptiveCalibrationError', () => {
  it('cuts three outcomes in two bins after the first', () => {
    // {1/10, wrong} and {3/10 right, 9/10 right}: (1/10 + |12/10 - 2|) / 3.
    expect(adaptiveCalibrationError({ scores: [0.9, 0.1, 0.3], right: [1, 0, 1] }, 2)).toBeCloseTo(3 / 10, 15);
  });

  it('cuts ties with the wrongs first', () => {
    expect(adaptiveCalibrationError({ scores: [0.5, 0.5], right: [1, 0] }, 2)).toBe(1 / 2);
  });

  it('agrees with an independent implementation, with more bins than outcomes too', () => {
    expect(adaptiveCalibrationError(scoredByPython)).toBeCloseTo(0.26, 14);
    expect(adaptiveCalibrationError(scoredByPython, 4)).toBeCloseTo(0.09888888888888889, 14);
    expect(adaptiveCalibrationError({ scores: [0.25, 0.5], right: [0, 1] }, 15)).toBeCloseTo(3 / 8, 15);
  });

  it('does not depend on the order of the outcomes', () => {
    fc.assert(
      fc.property(outcomesTable, ({ scores, right }) => {
        const reversed = { scores: Array.from(scores).reverse(), right: Array.from(right).reverse() };
        expect(adaptiveCalibrationError(reversed)).toBe(adaptiveCalibrationError({ scores, right }));
      }),
    );
  });

  it('is NaN without outcomes', () => {
    expect(adaptiveCalibrationError(noOutcomes)).toBeNaN();
  });
});
