import { hypothesis } from '@tiebreak/arbitraries';
import { probability } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { fallbackScore, logProductScore } from './index';

const scores = (domain: number, intent: number, ner: number) => ({
  domain: probability(domain),
  intent: probability(intent),
  ner: probability(ner),
});

describe('the log product', () => {
  it('of 1/2, 1/4 and 1 is -ln 8, and never below ln 1e-12', () => {
    expect(logProductScore(scores(1 / 2, 1 / 4, 1))).toBeCloseTo(-Math.log(8), 14);
    expect(logProductScore(scores(0, 1, 1))).toBe(Math.log(1e-12));
    expect(logProductScore(scores(1e-6, 1e-6, 1e-6))).toBe(Math.log(1e-12));
  });
});

describe('the fallback curve', () => {
  it('of slope 1 and intercept 0 is odds equal to the product: 1/8 gives 1/9', () => {
    expect(fallbackScore({ slope: 1, intercept: 0 }, scores(1 / 2, 1 / 4, 1))).toBeCloseTo(1 / 9, 14);
  });

  it('of slope 0 is the base rate, whatever the scores', () => {
    expect(fallbackScore({ slope: 0, intercept: Math.log(3) }, scores(0, 0.2, 1))).toBeCloseTo(3 / 4, 14);
  });

  it('is a probability that never falls while the product rises, for a slope of at least 0', () => {
    const upstream = hypothesis('Music', 'h', 1).map((h) => h.scores);
    const curve = fc.record({
      slope: fc.double({ min: 0, max: 5, noNaN: true }),
      intercept: fc.double({ min: -5, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(curve, upstream, upstream, (fallback, a, b) => {
        const [low, high] = logProductScore(a) <= logProductScore(b) ? [a, b] : [b, a];
        expect(probability(fallbackScore(fallback, low))).toBeLessThanOrEqual(
          probability(fallbackScore(fallback, high)),
        );
      }),
    );
  });
});
