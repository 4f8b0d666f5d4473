import { mean, seededRandom } from '@tiebreak/statistics';
import { noOutcomes, simulate } from '../test/simulated';
import { adaptiveCalibrationError } from './adaptive-calibration-error';
import { debiasedCalibrationError } from './debiased-calibration-error';
import { expectedCalibrationError } from './expected-calibration-error';
import { noiseFloor } from './noise-floor';
import { smoothCalibrationError } from './smooth-calibration-error';

const error = expectedCalibrationError;

describe('noiseFloor', () => {
  it('gives calibrated scores p-values above 1/10 nine times in ten', () => {
    const random = seededRandom(1);
    const samples = Array.from({ length: 200 }, (_, seed) => simulate(100, seed));
    const pValues = samples.map((outcomes) => noiseFloor(outcomes, error, { draws: 99, random }).pValue);
    // Four standard errors of 200 coins of .1 are .085.
    expect(Math.abs(pValues.filter((p) => p <= 0.1).length / 200 - 0.1)).toBeLessThan(0.085);
    expect(mean(pValues)).toBeCloseTo(0.5, 0.9);
  });

  it('gives the least p-value to scores that are far too extreme', () => {
    const outcomes = simulate(2000, 3, (x) => x / 3);
    const floor = noiseFloor(outcomes, error, { draws: 99, random: seededRandom(2) });
    expect(floor.pValue).toBe(1 / 100);
    expect(error(outcomes)).toBeGreaterThan(floor.p95);
    expect(floor.p95).toBeGreaterThan(floor.mean);
  });

  it.each([
    ['ECE', expectedCalibrationError],
    ['adaptive ECE', adaptiveCalibrationError],
    ['smooth ECE', smoothCalibrationError],
    ['debiased ECE', debiasedCalibrationError],
  ])('serves %s: calibrated scores lie within it, scores that are too high do not', (_, measure) => {
    const options = { draws: 99, random: seededRandom(6) };
    const calibrated = noiseFloor(simulate(800, 4), measure, options);
    expect(calibrated.pValue).toBeGreaterThan(0.05);
    expect(calibrated.mean).toBeLessThan(calibrated.p95);
    expect(
      noiseFloor(
        simulate(800, 4, (x) => x - 1),
        measure,
        options,
      ).pValue,
    ).toBe(1 / 100);
  });

  it('is the metric itself where the scores leave nothing to chance', () => {
    const outcomes = { scores: [0, 1, 1], right: [0, 1, 1] };
    expect(noiseFloor(outcomes, error, { draws: 9, random: seededRandom(1) })).toEqual({ mean: 0, p95: 0, pValue: 1 });
  });

  it('repeats itself for equal seeds', () => {
    const run = (seed: number) => noiseFloor(simulate(50, 1), error, { random: seededRandom(seed) });
    expect(run(4)).toEqual(run(4));
    expect(run(4).mean).not.toBe(run(5).mean);
  });

  it('is NaN without outcomes and refuses no draws', () => {
    const random = seededRandom(1);
    expect(noiseFloor(noOutcomes, error, { random })).toEqual({ mean: NaN, p95: NaN, pValue: NaN });
    expect(() => noiseFloor(noOutcomes, error, { draws: 0, random })).toThrow('expected at least 1 draw, got 0');
  });
});
