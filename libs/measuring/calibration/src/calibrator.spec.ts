import fc from 'fast-check';
import { simulate } from '../test/simulated';
import { fitBeta } from './beta';
import { calibrate, type Calibrator } from './calibrator';
import { fitIsotonic } from './isotonic';
import { fitPlatt } from './platt';
import { fitTemperature } from './temperature';

const fitters: Record<Calibrator['kind'], (logOdds: ArrayLike<number>, right: ArrayLike<number>) => Calibrator> = {
  platt: fitPlatt,
  temperature: fitTemperature,
  beta: fitBeta,
  isotonic: fitIsotonic,
};

describe.each(Object.entries(fitters))('%s', (kind, fit) => {
  const { logOdds, right } = simulate(500, 10, (x) => 0.7 * x + 0.2);
  const calibrator = fit(logOdds, right);

  it('calibrates to a probability that never falls as log-odds rise', () => {
    const anywhere = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(anywhere, anywhere, (x, y) => {
        const low = calibrate(calibrator, Math.min(x, y));
        const high = calibrate(calibrator, Math.max(x, y));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('is the same after a journey through JSON', () => {
    expect(calibrator.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(calibrator))).toEqual(calibrator);
  });

  it.each([
    [[1, 2], [1], 'expected as many outcomes as log-odds, got 1 and 2'],
    [[], [], 'expected outcomes to fit, got none'],
    [[1, NaN], [0, 1], 'expected finite log-odds, got NaN at 1'],
    [[-Infinity, 1], [0, 1], 'expected finite log-odds, got -Infinity at 0'],
    [[1, 2], [0, 0.5], 'expected outcomes 0 or 1, got 0.5 at 1'],
    [[1, 2], [1, 1], 'expected right and wrong outcomes, got 2 that are all right'],
    [[1], [0], 'expected right and wrong outcomes, got 1 that are all wrong'],
  ])('refuses %j with outcomes %j', (x, y, message) => {
    expect(() => fit(x, y)).toThrow(message);
  });
});
