import { sigmoid } from '@tiebreak/interpretation';
import { simulate } from '../test/simulated';
import { calibrationSlope } from './calibration-slope';

describe('calibrationSlope', () => {
  it('is near 1 and 0 for calibrated scores', () => {
    const { slope, intercept } = calibrationSlope(simulate(20_000, 1));
    expect(Math.abs(slope - 1)).toBeLessThan(0.06);
    expect(Math.abs(intercept)).toBeLessThan(0.08);
  });

  it('finds how much too extreme and too high scores are', () => {
    const { slope, intercept } = calibrationSlope(simulate(20_000, 2, (x) => x / 2 - 0.7));
    expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(intercept + 0.7)).toBeLessThan(0.08);
  });

  it('fits two scores exactly', () => {
    // Log-odds -1 and 1, one and two of three right: the fit passes through -ln 2 and ln 2.
    const [low, high] = [sigmoid(-1), sigmoid(1)];
    const outcomes = { scores: [low, low, low, high, high, high], right: [0, 1, 0, 1, 1, 0] };
    const { slope, intercept } = calibrationSlope(outcomes);
    expect(slope).toBeCloseTo(Math.LN2, 8);
    expect(intercept).toBeCloseTo(0, 8);
  });

  it.each([
    ['no outcomes', [], []],
    ['one class', [0.2, 0.7], [1, 1]],
    ['equal scores', [0.5, 0.5], [0, 1]],
    ['a threshold that separates', [0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]],
    ['a threshold that separates the wrong way', [0.1, 0.8], [1, 0]],
  ])('is NaN with %s', (_, scores, right) => {
    expect(calibrationSlope({ scores, right })).toEqual({ slope: NaN, intercept: NaN });
  });

  it('takes scores of 0 and 1', () => {
    const { slope } = calibrationSlope({ scores: [0, 1, 0, 1, 1], right: [0, 1, 1, 0, 1] });
    expect(Number.isFinite(slope)).toBe(true);
  });
});
