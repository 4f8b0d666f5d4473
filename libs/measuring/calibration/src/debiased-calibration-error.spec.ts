import { mean, seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable, simulate } from '../test/simulated';
import { debiasedCalibrationError, debiasedCalibrationInterval } from './debiased-calibration-error';
import { expectedCalibrationError } from './expected-calibration-error';

describe('debiasedCalibrationError', () => {
  it('takes the variance of a share off its squared error', () => {
    // Bins {1/10, 2/10: one right} and {7/10, 8/10, 9/10: two right}, cut at floor(5/2).
    const outcomes = { scores: [0.1, 0.2, 0.7, 0.8, 0.9], right: [0, 1, 1, 0, 1] };
    const low = (2 / 5) * ((3 / 20 - 1 / 2) ** 2 - 1 / 4 / 1);
    const high = (3 / 5) * ((4 / 5 - 2 / 3) ** 2 - 2 / 9 / 2);
    expect(debiasedCalibrationError(outcomes, 2)).toBeCloseTo(low + high, 15);
  });

  it('leaves a bin with one outcome uncorrected', () => {
    expect(debiasedCalibrationError({ scores: [0.25, 0.5], right: [0, 1] })).toBeCloseTo((1 / 16 + 1 / 4) / 2, 15);
  });

  it('never cuts a tie', () => {
    // Cut in half, the four would make one bin of wrongs and one of rights.
    const outcomes = { scores: [0.5, 0.5, 0.5, 0.5], right: [1, 0, 1, 0] };
    expect(debiasedCalibrationError(outcomes, 2)).toBeCloseTo(-1 / 12, 15);
  });

  it('is about 0 on average for a calibrated model, where the plain error is not', () => {
    const samples = Array.from({ length: 400 }, (_, seed) => simulate(300, seed));
    const debiased = samples.map((outcomes) => debiasedCalibrationError(outcomes));
    const plain = samples.map((outcomes) => expectedCalibrationError(outcomes));
    const standardError = Math.sqrt(mean(debiased.map((x) => x * x)) / samples.length);
    expect(Math.abs(mean(debiased))).toBeLessThan(3 * standardError);
    expect(Math.min(...debiased)).toBeLessThan(0);
    expect(mean(plain)).toBeGreaterThan(0.04);
  });

  it('finds the squared error of scores that are too high throughout', () => {
    const samples = Array.from({ length: 100 }, (_, seed) => {
      const { scores, right } = simulate(500, seed);
      return debiasedCalibrationError({ scores: scores.map((score) => score * 0.8), right });
    });
    // E (p / 5)^2 for p = sigmoid of a normal with standard deviation 2.
    const squares = simulate(20_000, 1).scores.map((score) => (score * 0.2) ** 2);
    expect(mean(samples)).toBeCloseTo(mean(squares), 2);
  });

  it('is at least -1/4 and at most 1', () => {
    fc.assert(
      fc.property(outcomesTable, fc.integer({ min: 1, max: 20 }), (outcomes, bins) => {
        const error = debiasedCalibrationError(outcomes, bins);
        expect(error).toBeGreaterThanOrEqual(-1 / 4);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is NaN without outcomes', () => {
    expect(debiasedCalibrationError(noOutcomes)).toBeNaN();
  });
});

describe('debiasedCalibrationInterval', () => {
  it('has the variance 4 (gap^2 - v) v + 2 v^2 of one bin', () => {
    // Mean score 9/10, 2 of 5 right: gap 1/2, v = (6/25) / 4 = 3/50.
    const [low, high] = debiasedCalibrationInterval({ scores: [0.9, 0.9, 0.9, 0.9, 0.9], right: [1, 0, 0, 1, 0] });
    const v = 3 / 50;
    const reach = 1.959963984540054 * Math.sqrt(4 * (1 / 4 - v) * v + 2 * v * v);
    expect(low).toBeCloseTo(1 / 4 - v - reach, 8);
    expect(high).toBeCloseTo(1 / 4 - v + reach, 8);
  });

  it('holds the 0 of calibrated scores, and is conservative there', () => {
    const samples = Array.from({ length: 300 }, (_, seed) => debiasedCalibrationInterval(simulate(400, seed)));
    expect(samples.filter(([low, high]) => low <= 0 && 0 <= high).length / 300).toBeGreaterThan(0.97);
  });

  it('holds the error of equal scores that are too high about as often as the level says', () => {
    // Four scores that stay whole in their bins, each .15 above the rate.
    const rates = [0.2, 0.4, 0.6, 0.8];
    const random = seededRandom(5);
    const held = Array.from({ length: 800 }, () => {
      const scores = Array.from({ length: 400 }, (_, i) => rates[i % 4]! + 0.15);
      const right = scores.map((score) => (random.uniform() < score - 0.15 ? 1 : 0));
      const [low, high] = debiasedCalibrationInterval({ scores, right }, { bins: 4, level: 0.9 });
      return low <= 0.0225 && 0.0225 <= high;
    });
    // Four standard errors of 800 coins of .9 are .042.
    expect(Math.abs(held.filter(Boolean).length / 800 - 0.9)).toBeLessThan(0.042);
  });

  it('does not say what it cannot: NaN without outcomes or with a bin of one', () => {
    expect(debiasedCalibrationInterval(noOutcomes)).toEqual([NaN, NaN]);
    expect(debiasedCalibrationInterval({ scores: [0.25, 0.5], right: [0, 1] })).toEqual([NaN, NaN]);
  });

  it('refuses a level that is no share', () => {
    expect(() => debiasedCalibrationInterval(noOutcomes, { level: 0 })).toThrow('expected a level in (0, 1), got 0');
  });
});
