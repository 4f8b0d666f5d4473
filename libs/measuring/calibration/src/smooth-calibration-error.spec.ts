import { mean } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable, simulate } from '../test/simulated';
import type { ScoredOutcomes } from './scored-outcomes';
import { smoothCalibrationError } from './smooth-calibration-error';

/** The definition as it stands in the paper, with the reflections written out. */
function naive({ scores, right }: ScoredOutcomes): number {
  const grid = Float64Array.from({ length: 250 }, (_, i) => (i + 0.5) / 250);
  const kernel = (x: number, t: number, sigma: number) => {
    let sum = 0;
    for (const image of [-4, -2, 0, 2, 4]) {
      sum += Math.exp(-(((t - x + image) / sigma) ** 2) / 2) + Math.exp(-(((t + x + image) / sigma) ** 2) / 2);
    }
    return sum / (sigma * Math.sqrt(2 * Math.PI));
  };
  const smoothed = (sigma: number) =>
    mean(
      grid.map((t) => {
        let sum = 0;
        for (let i = 0; i < scores.length; i++) sum += (right[i]! - scores[i]!) * kernel(scores[i]!, t, sigma);
        return Math.abs(sum / scores.length);
      }),
    );
  let [low, high] = [0, 1];
  for (let i = 0; i < 16; i++) {
    const middle = (low + high) / 2;
    if (smoothed(middle) > middle) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe('smoothCalibrationError', () => {
  it.each([
    ['calibrated', (x: number) => x],
    ['too extreme', (x: number) => x / 3],
    ['too high', (x: number) => x - 1],
  ])('agrees with the definition on scores that are %s', (_, truth) => {
    const outcomes = simulate(60, 4, truth);
    expect(Math.abs(smoothCalibrationError(outcomes) - naive(outcomes))).toBeLessThan(1e-4);
  });

  it('agrees with the definition on small tables with ties and ends', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const error = smoothCalibrationError(outcomes);
        // The grid, here and there, cannot resolve narrower kernels.
        fc.pre(error > 0.01);
        expect(Math.abs(error - naive(outcomes))).toBeLessThan(2e-4);
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  it('is the residual when there is one score only', () => {
    expect(smoothCalibrationError({ scores: [0.25, 0.25, 0.25, 0.25], right: [1, 1, 1, 0] })).toBeCloseTo(1 / 2, 5);
    expect(smoothCalibrationError({ scores: [0, 1], right: [0, 1] })).toBeCloseTo(0, 5);
  });

  it('moves by little when the scores do, where bins would jump', () => {
    const at = (score: number) => smoothCalibrationError({ scores: [score, 1 - score], right: [1, 0] });
    expect(Math.abs(at(0.5 - 1e-6) - at(0.5 + 1e-6))).toBeLessThan(1e-5);
  });

  it('does not change when right and wrong change places', () => {
    fc.assert(
      fc.property(outcomesTable, ({ scores, right }) => {
        const mirrored = { scores: Array.from(scores, (p) => 1 - p), right: Array.from(right, (y) => 1 - y) };
        const error = smoothCalibrationError({ scores, right });
        expect(Math.abs(smoothCalibrationError(mirrored) - error)).toBeLessThan(1e-5);
      }),
    );
  });

  it('is at least the distance of the mean score from the share right, and at most 1', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const bias = Math.abs(mean(Array.from(outcomes.scores, (p, i) => p - outcomes.right[i]!)));
        const error = smoothCalibrationError(outcomes);
        expect(error).toBeGreaterThanOrEqual(bias - 1e-9);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is NaN without outcomes', () => {
    expect(smoothCalibrationError(noOutcomes)).toBeNaN();
  });
});
