import { softplus } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { simulate } from '../test/simulated';
import { calibrate } from './calibrator';
import { fitTemperature } from './temperature';

const loss = (logOdds: ArrayLike<number>, right: ArrayLike<number>, temperature: number) =>
  Array.from(logOdds, (x, i) => softplus(x / temperature) - (right[i]! * x) / temperature).reduce((a, b) => a + b, 0);

describe('fitTemperature', () => {
  it('recovers the temperature that made the data', () => {
    const { logOdds, right } = simulate(20_000, 6, (x) => x / 2.5);
    expect(Math.abs(fitTemperature(logOdds, right).temperature - 2.5)).toBeLessThan(0.2);
  });

  it('loses least among all temperatures', () => {
    const { logOdds, right } = simulate(200, 7, (x) => x / 2 + 1);
    const best = loss(logOdds, right, fitTemperature(logOdds, right).temperature);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (temperature) => {
        expect(loss(logOdds, right, temperature)).toBeGreaterThanOrEqual(best - 1e-9);
      }),
    );
  });

  it('passes through a share exactly: 3/4 right at log-odds 2 means ln 3', () => {
    expect(fitTemperature([2, 2, 2, 2], [1, 1, 1, 0]).temperature).toBeCloseTo(2 / Math.log(3), 10);
  });

  it('has the form of Platt scaling without intercept', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        (temperature, x) => {
          const platt = calibrate({ kind: 'platt', slope: 1 / temperature, intercept: 0 }, x);
          expect(calibrate({ kind: 'temperature', temperature }, x)).toBeCloseTo(platt, 12);
        },
      ),
    );
  });

  it('ends at 0.01, 100 and 1 for faultless, useless and absent evidence', () => {
    expect(fitTemperature([-1, 2], [0, 1]).temperature).toBeCloseTo(0.01, 10);
    expect(fitTemperature([-1, 2], [1, 0]).temperature).toBeCloseTo(100, 10);
    expect(fitTemperature([0, 0], [1, 0]).temperature).toBe(1);
  });
});
