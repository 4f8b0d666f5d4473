import fc from 'fast-check';
import { logit, probability, sigmoid, softplus } from './index';

const inside = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
const anyLogOdds = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('a probability', () => {
  it('is any number in [0, 1], both ends included', () => {
    expect([0, 0.5, 1].map(probability)).toEqual([0, 0.5, 1]);
  });

  it.each([-1e-12, 1 + 1e-12, NaN, Infinity])('is not %d, which is refused by name', (value) => {
    expect(() => probability(value)).toThrow(new RangeError(`expected a probability in [0, 1], got ${value}`));
  });
});

describe('log-odds', () => {
  it('are ln 3 for 3/4, and 0 for 1/2', () => {
    expect(logit(3 / 4)).toBeCloseTo(Math.log(3), 15);
    expect(logit(1 / 2)).toBe(0);
    expect(sigmoid(Math.log(3))).toBeCloseTo(3 / 4, 15);
  });

  it('give the probability back, to 12 digits of the smaller of p and 1 - p', () => {
    fc.assert(
      fc.property(inside, (p) => {
        expect(Math.abs(sigmoid(logit(p)) - p)).toBeLessThanOrEqual(1e-12 * Math.min(p, 1 - p) + 2 ** -52);
      }),
    );
  });

  it('come back from the probability below 0, where float64 keeps its digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -35, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(logit(sigmoid(x)) - x)).toBeLessThan(1e-12 * Math.max(1, -x));
      }),
    );
  });

  it('of 0 and 1 are the finite ends -36 and 36, which no probability passes', () => {
    expect([logit(0), logit(1)]).toEqual([-36, 36]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(Math.abs(logit(p))).toBeLessThanOrEqual(36);
      }),
    );
  });
});

describe('the logistic function', () => {
  it('is a probability for every number, infinite ones included, and 1 minus that of the opposite', () => {
    expect([sigmoid(-Infinity), sigmoid(0), sigmoid(Infinity)]).toEqual([0, 1 / 2, 1]);
    fc.assert(
      fc.property(anyLogOdds, (x) => {
        expect(probability(sigmoid(x))).toBeCloseTo(1 - sigmoid(-x), 15);
      }),
    );
  });

  it('never falls', () => {
    fc.assert(
      fc.property(anyLogOdds, anyLogOdds, (x, y) => {
        expect(sigmoid(Math.min(x, y))).toBeLessThanOrEqual(sigmoid(Math.max(x, y)));
      }),
    );
  });
});

describe('softplus', () => {
  it('is ln 2 at 0, the number itself far above and e^x far below', () => {
    expect(softplus(0)).toBe(Math.LN2);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-1000)).toBe(0);
    expect(softplus(-40)).toBe(Math.exp(-40));
  });

  it('differs from its mirror image by the number itself', () => {
    fc.assert(
      fc.property(anyLogOdds, (x) => {
        expect(softplus(x) - softplus(-x)).toBeCloseTo(x, 8);
      }),
    );
  });

  it('is -ln of the probability of the opposite', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 30, noNaN: true }), (x) => {
        expect(softplus(x)).toBeCloseTo(-Math.log(sigmoid(-x)), 12);
      }),
    );
  });
});
