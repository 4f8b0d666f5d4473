import { sigmoid, softplus } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { simulate } from '../test/simulated';
import { type BetaCalibrator, betaLogOdds, fitBeta } from './beta';
import { smoothedTargets } from './training-outcomes';

function loss(calibrator: BetaCalibrator, logOdds: ArrayLike<number>, right: ArrayLike<number>): number {
  const targets = smoothedTargets(right);
  return targets.reduce((sum, target, i) => {
    const z = betaLogOdds(calibrator, logOdds[i]!);
    return sum + softplus(z) - target * z;
  }, 0);
}

const weight = fc.double({ min: 0, max: 5, noNaN: true });
const shift = fc.double({ min: -5, max: 5, noNaN: true });

describe('betaLogOdds', () => {
  it('is a ln p - b ln(1 - p) + c', () => {
    fc.assert(
      fc.property(weight, weight, shift, fc.double({ min: -10, max: 10, noNaN: true }), (a, b, c, x) => {
        const p = sigmoid(x);
        const expected = a * Math.log(p) - b * Math.log(1 - p) + c;
        expect(betaLogOdds({ kind: 'beta', a, b, c }, x)).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('is the identity for a = b = 1 and c = 0, far out too', () => {
    for (const x of [-300, -1, 0, 2, 300])
      expect(betaLogOdds({ kind: 'beta', a: 1, b: 1, c: 0 }, x)).toBeCloseTo(x, 12);
  });
});

describe('fitBeta', () => {
  it('recovers the curve that made the data', () => {
    const truth = { kind: 'beta', a: 0.5, b: 1.2, c: 0.3 } as const;
    const { logOdds, right } = simulate(40_000, 8, (x) => betaLogOdds(truth, x));
    const fitted = fitBeta(logOdds, right);
    expect(Math.abs(fitted.a - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(fitted.b - 1.2)).toBeLessThan(0.15);
    expect(Math.abs(fitted.c - 0.3)).toBeLessThan(0.15);
  });

  it.each([
    ['rise', (x: number) => x],
    ['rise at the low end only', (x: number) => 2 * Math.min(x, 0) - Math.max(x, 0)],
    ['rise at the high end only', (x: number) => 2 * Math.max(x, 0) - Math.min(x, 0)],
    ['fall', (x: number) => -x],
  ])('loses least among curves that never fall, on data that %s', (_, truth) => {
    const { logOdds, right } = simulate(300, 9, truth);
    const fitted = fitBeta(logOdds, right);
    expect(fitted.a).toBeGreaterThanOrEqual(0);
    expect(fitted.b).toBeGreaterThanOrEqual(0);
    const best = loss(fitted, logOdds, right);
    const nearby = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(nearby, nearby, nearby, (da, db, dc) => {
        const { a, b, c } = fitted;
        const other = { kind: 'beta', a: Math.max(a + da, 0), b: Math.max(b + db, 0), c: c + dc } as const;
        expect(loss(other, logOdds, right)).toBeGreaterThanOrEqual(best - 1e-7);
      }),
    );
  });

  it('stays finite on data that a threshold separates', () => {
    const { a, b, c } = fitBeta([-3, -1, 1, 3], [0, 0, 1, 1]);
    expect([a, b, c].every((value) => Math.abs(value) < 10)).toBe(true);
  });
});
