import fc from 'fast-check';
import { clopperPearson, type Side } from './clopper-pearson';

/** P(at most `successes`) of independent trials. */
function atMost(successes: number, trials: number, share: number): number {
  // In logarithms: the first term alone may be too small for a float64.
  let logTerm = trials * Math.log1p(-share);
  let sum = 0;
  for (let k = 0; k <= successes; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((trials - k) / (k + 1)) + Math.log(share) - Math.log1p(-share);
  }
  return sum;
}

const table = fc
  .integer({ min: 1, max: 120 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

describe('clopperPearson', () => {
  it('bounds a share never seen in n trials by 1 - (1 - confidence)^(1/n)', () => {
    expect(clopperPearson(0, 59, 0.95, 'upper')[1]).toBeCloseTo(1 - 0.05 ** (1 / 59), 9);
    expect(clopperPearson(59, 59, 0.95, 'lower')[0]).toBeCloseTo(0.05 ** (1 / 59), 9);
  });

  it('certifies 5% wrong from 59 trials without a wrong, not from 58', () => {
    expect(clopperPearson(0, 59, 0.95, 'upper')[1]).toBeLessThan(0.05);
    expect(clopperPearson(0, 58, 0.95, 'upper')[1]).toBeGreaterThan(0.05);
  });

  it('has the bounds at which the sample becomes as unlikely as the doubt', () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0.5, max: 0.999, noNaN: true }), ([k, n], confidence) => {
        const [, high] = clopperPearson(k, n, confidence, 'upper');
        if (k < n) expect(atMost(k, n, high)).toBeCloseTo(1 - confidence, 6);
        const [low] = clopperPearson(k, n, confidence, 'lower');
        if (k > 0) expect(1 - atMost(k - 1, n, low)).toBeCloseTo(1 - confidence, 6);
      }),
    );
  });

  it('mirrors itself and splits its doubt between both sides', () => {
    fc.assert(
      fc.property(table, ([k, n]) => {
        const [low, high] = clopperPearson(k, n, 0.9, 'both');
        expect(low).toBeCloseTo(1 - clopperPearson(n - k, n, 0.9, 'both')[1], 7);
        expect(low).toBeCloseTo(clopperPearson(k, n, 0.95, 'lower')[0], 12);
        expect(high).toBeCloseTo(clopperPearson(k, n, 0.95, 'upper')[1], 12);
        expect(low).toBeLessThanOrEqual(k / n);
        expect(high).toBeGreaterThanOrEqual(k / n);
      }),
    );
  });

  it('knows nothing without trials', () => {
    for (const side of ['upper', 'lower', 'both'] satisfies Side[])
      expect(clopperPearson(0, 0, 0.95, side)).toEqual([0, 1]);
  });

  it.each([
    [1, -1, 0.95, 'trials: expected a whole number of at least 0, got -1'],
    [6, 5, 0.95, 'successes: expected a whole number from 0 to 5, got 6'],
    [1, 5, 1, 'confidence: expected a share in (0, 1), got 1'],
  ])('refuses %p of %p at %p', (k, n, confidence, message) => {
    expect(() => clopperPearson(k, n, confidence, 'upper')).toThrow(message);
  });
});
