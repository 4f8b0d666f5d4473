import fc from 'fast-check';
import { poissonBinomialTails } from './poisson-binomial';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });

/** P(k successes) by going through every outcome. */
function byEnumeration(ps: readonly number[], matches: (successes: number) => boolean): number {
  let sum = 0;
  for (let outcome = 0; outcome < 2 ** ps.length; outcome++) {
    const bits = ps.map((_, i) => (outcome >> i) & 1);
    if (!matches(bits.reduce((total, bit) => total + bit, 0))) continue;
    sum += ps.reduce((product, p, i) => product * (bits[i] === 1 ? p : 1 - p), 1);
  }
  return sum;
}

describe('poissonBinomialTails', () => {
  it('of three coins of 1/2, 1/3 and 1/6 with one success are 5/18 + 17/36 and 1 - 5/18', () => {
    const { atMost, atLeast } = poissonBinomialTails([1 / 2, 1 / 3, 1 / 6], 1);
    expect(atMost).toBeCloseTo(27 / 36, 14);
    expect(atLeast).toBeCloseTo(13 / 18, 14);
  });

  it('are sums over every outcome', () => {
    fc.assert(
      fc.property(probabilities, fc.nat(), (ps, n) => {
        const successes = n % (ps.length + 1);
        const { atMost, atLeast } = poissonBinomialTails(ps, successes);
        expect(atMost).toBeCloseTo(
          byEnumeration(ps, (k) => k <= successes),
          12,
        );
        expect(atLeast).toBeCloseTo(
          byEnumeration(ps, (k) => k >= successes),
          12,
        );
      }),
    );
  });

  it('refuse more successes than trials', () => {
    expect(() => poissonBinomialTails([0.5], 2)).toThrow('successes: expected a whole number from 0 to 1, got 2');
  });
});
