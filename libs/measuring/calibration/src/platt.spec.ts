import { sigmoid } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { simulate } from '../test/simulated';
import { fitPlatt } from './platt';
import { smoothedTargets } from './training-outcomes';

const training = fc
  .array(fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((rows) => new Set(rows.map(([, right]) => right)).size === 2)
  .map((rows) => ({ logOdds: rows.map(([x]) => x), right: rows.map(([, right]) => right) }));

describe('fitPlatt', () => {
  it('recovers the slope and intercept that made the data', () => {
    const { logOdds, right } = simulate(20_000, 5, (x) => 0.6 * x - 0.4);
    const { slope, intercept } = fitPlatt(logOdds, right);
    expect(Math.abs(slope - 0.6)).toBeLessThan(0.05);
    expect(Math.abs(intercept + 0.4)).toBeLessThan(0.07);
  });

  it('leaves residuals of the smoothed targets without mean or correlation with the log-odds', () => {
    fc.assert(
      fc.property(training, ({ logOdds, right }) => {
        const { slope, intercept } = fitPlatt(logOdds, right);
        const targets = smoothedTargets(right);
        const residuals = logOdds.map((x, i) => sigmoid(slope * x + intercept) - targets[i]!);
        const sum = residuals.reduce((total, r) => total + r, 0);
        const product = residuals.reduce((total, r, i) => total + r * logOdds[i]!, 0);
        expect(Math.abs(sum) / right.length).toBeLessThan(1e-6);
        expect(Math.abs(product) / right.length).toBeLessThan(1e-6);
      }),
    );
  });

  it('stays finite on data that a threshold separates', () => {
    // Smoothed targets 1/4 and 3/4 at log-odds -2 and 2: the curve passes through -ln 3 and ln 3.
    const { slope, intercept } = fitPlatt([-2, -2, 2, 2], [0, 0, 1, 1]);
    expect(slope).toBeCloseTo(Math.log(3) / 2, 8);
    expect(intercept).toBeCloseTo(0, 8);
  });

  it('follows scores that go the wrong way with a negative slope', () => {
    expect(fitPlatt([-2, -2, 2, 2], [1, 1, 0, 0]).slope).toBeCloseTo(-Math.log(3) / 2, 8);
  });

  it('predicts the smoothed share when all log-odds are equal', () => {
    const { slope, intercept } = fitPlatt([3, 3, 3], [0, 1, 1]);
    expect(sigmoid(3 * slope + intercept)).toBeCloseTo((1 / 3 + 3 / 4 + 3 / 4) / 3, 8);
  });
});
