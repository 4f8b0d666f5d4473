import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable, simulate } from '../test/simulated';
import { smoothCalibrationError } from './smooth-calibration-error';
import { smoothReliabilityCurve } from './smooth-reliability-curve';

const options = () => ({ random: seededRandom(1), draws: 60 });

describe('smoothReliabilityCurve', () => {
  it('is the mean of the outcomes under a Gaussian reflected at 0 and 1', () => {
    const outcomes = { scores: [0.1, 0.3, 0.35, 0.8, 0.9], right: [0, 1, 0, 1, 1] };
    const { points, bandwidth } = smoothReliabilityCurve(outcomes, { ...options(), grid: 21 });
    expect(bandwidth).toBe(smoothCalibrationError(outcomes));
    for (const { score, rate, density } of points) {
      const weights = outcomes.scores.map((s) =>
        [s - score, s + score, 2 - s - score].reduce((sum, d) => sum + Math.exp(-((d / bandwidth) ** 2) / 2), 0),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(rate).toBeCloseTo(weights.reduce((sum, weight, i) => sum + weight * outcomes.right[i]!, 0) / total, 4);
      expect(density).toBeCloseTo(total / (5 * bandwidth * Math.sqrt(2 * Math.PI)), 4);
    }
  });

  it('lies within its band, inside [0, 1], for any outcomes', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const { points } = smoothReliabilityCurve(outcomes, { random: seededRandom(1), draws: 10, grid: 11 });
        for (const { rate, low, high } of points) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(1);
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(rate).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('has a density of 1 in all', () => {
    const { points } = smoothReliabilityCurve(simulate(1000, 1), { ...options(), grid: 201 });
    const ends = (points[0]!.density + points.at(-1)!.density) / 2;
    expect((points.reduce((sum, { density }) => sum + density, 0) - ends) / 200).toBeCloseTo(1, 2);
  });

  it('holds the true rate about as often as its band says, away from the ends', () => {
    const held = Array.from({ length: 20 }, (_, seed) => {
      const outcomes = simulate(600, seed, (x) => x / 2);
      const { points } = smoothReliabilityCurve(outcomes, { random: seededRandom(seed), draws: 60, grid: 5 });
      return points.slice(1, 4).map(({ score, low, high }) => {
        const truth = sigmoid(Math.log(score / (1 - score)) / 2);
        return low <= truth && truth <= high;
      });
    }).flat();
    // Smoothing bends the curve a little, which the band does not cover.
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.8);
  });

  it('has a wider band when outcomes come in units that go together', () => {
    const { scores, right } = simulate(200, 2);
    const four = <T>(values: Iterable<T>) => Array.from({ length: 4 }, () => [...values]).flat();
    const outcomes = { scores: four(scores), right: four(right) };
    const units = four(Array.from(scores, (_, i) => i));
    const width = (curve: ReturnType<typeof smoothReliabilityCurve>) =>
      curve.points.reduce((sum, { low, high }) => sum + high - low, 0);
    const together = smoothReliabilityCurve(outcomes, { ...options(), units });
    expect(width(together)).toBeGreaterThan(1.5 * width(smoothReliabilityCurve(outcomes, options())));
  });

  it('leaves out scores that nothing is near, and all without outcomes', () => {
    const outcomes = { scores: [0.2, 0.2, 0.2, 0.8, 0.8, 0.8], right: [0, 0, 0, 1, 1, 1] };
    const { points } = smoothReliabilityCurve({ ...outcomes, scores: [0, 0, 0, 1, 1, 1] }, options());
    expect(points.map(({ score, rate }) => [score, rate])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(smoothReliabilityCurve(noOutcomes, options())).toEqual({ points: [], bandwidth: NaN });
  });

  it('repeats itself for equal seeds', () => {
    const run = () => smoothReliabilityCurve(simulate(100, 1), options());
    expect(run()).toEqual(run());
  });

  it.each([
    [{ grid: 1 }, 'expected at least 2 grid points, got 1'],
    [{ draws: 0 }, 'expected at least 1 draw, got 0'],
    [{ units: [1] }, 'expected a unit for each of 0 outcomes, got 1'],
  ])('refuses %p', (wrong, message) => {
    expect(() => smoothReliabilityCurve(noOutcomes, { ...options(), ...wrong })).toThrow(message);
  });
});
