import fc from 'fast-check';
import {
  betaQuantile,
  chiSquareQuantile,
  chiSquareTail,
  noncentralityFor,
  normalCdf,
  normalQuantile,
  twoSidedP,
} from './distributions';

const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe('the normal distribution', () => {
  // scipy.stats.norm
  it.each([
    [-3, 0.0013498980316300933],
    [0, 0.5],
    [1.959963984540054, 0.975],
    [6, 1 - 9.865876450376981e-10],
  ])('has a share below %p of %p', (x, p) => {
    expect(Math.abs(normalCdf(x) - p)).toBeLessThan(1e-14);
  });

  it.each([
    [0.9, 1.2815515655446004],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
  ])('has a quantile %p at %p', (p, x) => {
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(1e-8);
  });

  it('has quantiles that undo its shares', () => {
    fc.assert(
      fc.property(share, (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12);
      }),
    );
  });

  it('ends in infinities', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalQuantile(0), normalQuantile(1)]).toEqual([
      ...[0, 1],
      ...[-Infinity, Infinity],
    ]);
  });

  it('gives a statistic of 1.96 either way a p-value of .05', () => {
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(twoSidedP(-1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedP(NaN)).toBeNaN();
  });
});

describe('the chi-square distribution', () => {
  // scipy.stats.chi2.sf
  it.each([
    [3, 1, 0.08326451666355042],
    [10, 4, 0.04042768199451279],
    [50, 10, 2.669083424904495e-7],
    [60, 2, Math.exp(-30)],
  ])('has a share above %p with %p degrees of %p', (x, degrees, p) => {
    expect(Math.abs(chiSquareTail(x, degrees) - p)).toBeLessThan(1e-10);
  });

  it('keeps its digits in the far tail of even degrees', () => {
    expect(chiSquareTail(60, 2) / Math.exp(-30)).toBeCloseTo(1, 12);
  });

  it('has a quantile .95 of -2 ln .05 with 2 degrees and of 7.8147 with 3', () => {
    expect(chiSquareQuantile(0.95, 2)).toBeCloseTo(-2 * Math.log(0.05), 9);
    expect(chiSquareQuantile(0.95, 3)).toBeCloseTo(7.814727903251179, 8);
  });

  it('has quantiles that undo its shares', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 20 }), (p, degrees) => {
        expect(Math.abs(chiSquareTail(chiSquareQuantile(p, degrees), degrees) - (1 - p))).toBeLessThan(1e-8);
      }),
    );
  });

  it('lies above 0 and ends at infinity', () => {
    expect([chiSquareTail(-1, 3), chiSquareTail(Infinity, 3), chiSquareTail(Infinity, 2)]).toEqual([1, 0, 0]);
    expect(chiSquareQuantile(0, 5)).toBe(0);
  });
});

describe('the beta distribution', () => {
  it('has quantiles of roots where a parameter is 1', () => {
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 100_000 }), (p, n) => {
        expect(betaQuantile(p, n, 1)).toBeCloseTo(p ** (1 / n), 8);
        expect(betaQuantile(p, 1, n)).toBeCloseTo(-Math.expm1(Math.log1p(-p) / n), 8);
      }),
    );
  });

  // scipy.stats.beta.ppf
  it.each([
    [0.95, 11, 990, 0.016903175120562504],
    [0.975, 50_001, 950_000, 0.05042896936846393],
    [0.95, 4, 199_997, 3.8767821914078806e-5],
  ])('has a quantile %p with %p and %p of %p', (p, alpha, beta, x) => {
    expect(Math.abs(betaQuantile(p, alpha, beta) / x - 1)).toBeLessThan(1e-8);
  });
});

describe('the noncentrality for a power', () => {
  // scipy.stats.ncx2 and brentq
  it.each([
    [0.8, 0.05, 1, 7.848886],
    [0.8, 0.05, 2, 9.634688867970233],
    [0.9, 0.01, 2, 17.426689067434904],
  ])('%p at level %p with %p degrees is %p', (power, level, degrees, noncentrality) => {
    expect(noncentralityFor(power, level, degrees)).toBeCloseTo(noncentrality, 4);
  });
});

describe('arguments out of range', () => {
  it.each([
    ['p: expected a share in [0, 1], got 2', () => normalQuantile(2)],
    ['p: expected a share in [0, 1), got 1', () => chiSquareQuantile(1, 2)],
    ['degrees: expected at least 1 degree of freedom, got 0', () => chiSquareTail(1, 0)],
    ['alpha: expected a number above 0, got 0', () => betaQuantile(0.5, 0, 1)],
    ['beta: expected a number above 0, got -1', () => betaQuantile(0.5, 1, -1)],
    ['power: expected a share in (0.05, 1), got 0.01', () => noncentralityFor(0.01, 0.05, 1)],
    ['level: expected a share in (0, 1), got 0', () => noncentralityFor(0.8, 0, 1)],
  ])('are refused: %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
