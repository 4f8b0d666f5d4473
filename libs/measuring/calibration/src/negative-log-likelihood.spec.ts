import { noOutcomes, scoredByPython } from '../test/simulated';
import { negativeLogLikelihood } from './negative-log-likelihood';

describe('negativeLogLikelihood', () => {
  it('is ln 2 a coin and ln 4 for a quarter that came true', () => {
    expect(negativeLogLikelihood({ scores: [0.5, 0.25], right: [0, 1] })).toBeCloseTo((Math.LN2 + Math.log(4)) / 2, 15);
  });

  it('charges 12 ln 10 for a certainty that was wrong', () => {
    expect(negativeLogLikelihood({ scores: [0], right: [1] })).toBeCloseTo(12 * Math.LN10, 12);
    expect(negativeLogLikelihood({ scores: [1], right: [0] })).toBeCloseTo(27.63104323789336, 12);
  });

  it('agrees with an independent implementation', () => {
    expect(negativeLogLikelihood(scoredByPython)).toBeCloseTo(0.5313622245630877, 14);
  });

  it('is NaN without outcomes', () => {
    expect(negativeLogLikelihood(noOutcomes)).toBeNaN();
  });
});
