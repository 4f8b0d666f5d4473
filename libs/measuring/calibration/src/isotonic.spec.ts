import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { calibrate } from './calibrator';
import { fitIsotonic } from './isotonic';

const training = fc
  .array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.constantFrom(0, 1)), { minLength: 2, maxLength: 30 })
  .filter((rows) => new Set(rows.map(([, right]) => right)).size === 2)
  .map((rows) => ({ logOdds: rows.map(([x]) => x / 2), right: rows.map(([, right]) => right) }));

/** The min-max formula: the greatest, over starts, of the least mean of a run from there, to past the point. */
function minMax(logOdds: readonly number[], right: readonly number[], x: number): number {
  const meanWithin = (low: number, high: number) => {
    const within = right.filter((_, i) => logOdds[i]! >= low && logOdds[i]! <= high);
    return within.reduce((sum, y) => sum + y, 0) / within.length;
  };
  const starts = logOdds.filter((low) => low <= x);
  const ends = logOdds.filter((high) => high >= x);
  return Math.max(...starts.map((low) => Math.min(...ends.map((high) => meanWithin(low, high)))));
}

describe('fitIsotonic', () => {
  it('pools a violation and draws a line to the next block', () => {
    const calibrator = fitIsotonic([1, 2, 3, 4], [0, 1, 0, 1]);
    expect(calibrator).toEqual({
      kind: 'isotonic',
      logOdds: [1, 2, 3, 4],
      probabilities: [1 / 8, 1 / 2, 1 / 2, 7 / 8],
    });
    expect(calibrate(calibrator, 1.5)).toBeCloseTo(5 / 16, 15);
    expect(calibrate(calibrator, 2.9)).toBe(1 / 2);
    expect(calibrate(calibrator, 3.25)).toBeCloseTo(19 / 32, 15);
  });

  it('is constant outside its knots', () => {
    const calibrator = fitIsotonic([1, 2], [0, 1]);
    expect(calibrate(calibrator, -50)).toBe(1 / 4);
    expect(calibrate(calibrator, 50)).toBe(3 / 4);
  });

  it('pools ties before it looks for violations', () => {
    expect(fitIsotonic([0, 0, 1, 1, 1], [0, 1, 0, 1, 1])).toEqual({
      kind: 'isotonic',
      logOdds: [0, 1],
      probabilities: [1 / 2, 2 / 3],
    });
  });

  it('equals the min-max formula at every outcome, clipped to 1/(2n)', () => {
    fc.assert(
      fc.property(training, ({ logOdds, right }) => {
        const calibrator = fitIsotonic(logOdds, right);
        const least = 1 / (2 * right.length);
        for (const x of logOdds) {
          const expected = Math.min(Math.max(minMax(logOdds, right, x), least), 1 - least);
          expect(calibrate(calibrator, x)).toBeCloseTo(expected, 12);
        }
      }),
    );
  });

  it('never falls and has no steps', () => {
    fc.assert(
      fc.property(training, ({ logOdds, right }) => {
        const calibrator = fitIsotonic(logOdds, right);
        const curve = Array.from({ length: 641 }, (_, i) => calibrate(calibrator, i / 64 - 5));
        const rises = curve.slice(1).map((p, i) => p - curve[i]!);
        expect(Math.min(...rises)).toBeGreaterThanOrEqual(0);
        // The data lie at least 1/2 apart, so no gap is steeper than 1 in 1/2.
        expect(Math.max(...rises)).toBeLessThanOrEqual(2 / 64 + 1e-12);
      }),
    );
  });

  it('does not depend on the order of the outcomes', () => {
    fc.assert(
      fc.property(training, fc.integer(), ({ logOdds, right }, seed) => {
        const order = seededRandom(seed).shuffle(logOdds.map((_, i) => i));
        const shuffled = fitIsotonic(
          order.map((i) => logOdds[i]!),
          order.map((i) => right[i]!),
        );
        expect(shuffled).toEqual(fitIsotonic(logOdds, right));
      }),
    );
  });
});
