import { noOutcomes, scoredByPython } from '../test/simulated';
import { brierScore } from './brier-score';

describe('brierScore', () => {
  it('is the mean squared distance from the outcome', () => {
    expect(brierScore({ scores: [0.5, 0.75], right: [1, 0] })).toBe((1 / 4 + 9 / 16) / 2);
  });

  it('agrees with an independent implementation', () => {
    expect(brierScore(scoredByPython)).toBeCloseTo(0.18228888888888886, 14);
  });

  it('is NaN without outcomes', () => {
    expect(brierScore(noOutcomes)).toBeNaN();
  });
});
