import { noOutcomes, simulate } from '../test/simulated';
import { brierScore } from './brier-score';
import { brierInterval, negativeLogLikelihoodInterval } from './mean-loss-interval';
import { negativeLogLikelihood } from './negative-log-likelihood';

const Z = 1.959963984540054;

describe('intervals of proper scores', () => {
  it('of losses 1/4, 1/4, 1/16 and 9/16 reach 1.96 sqrt(sum of squares / 3 / 4) about their mean', () => {
    const [low, high] = brierInterval({ scores: [0.5, 0.5, 0.25, 0.75], right: [0, 1, 0, 0] });
    const mean = 9 / 32;
    const squares = 2 * (1 / 32) ** 2 + (7 / 32) ** 2 + (9 / 32) ** 2;
    const reach = Z * Math.sqrt(squares / 3 / 4);
    expect(low).toBeCloseTo(mean - reach, 9);
    expect(high).toBeCloseTo(mean + reach, 9);
  });

  it('lie about the score itself', () => {
    const outcomes = simulate(300, 1);
    const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;
    expect(middle(brierInterval(outcomes))).toBeCloseTo(brierScore(outcomes), 12);
    expect(middle(negativeLogLikelihoodInterval(outcomes))).toBeCloseTo(negativeLogLikelihood(outcomes), 12);
  });

  it('hold the true mean about as often as their level says', () => {
    const large = simulate(60_000, 1);
    const truth = [brierScore(large), negativeLogLikelihood(large)] as const;
    const samples = Array.from({ length: 300 }, (_, seed) => simulate(250, seed + 10));
    [brierInterval, negativeLogLikelihoodInterval].forEach((interval, which) => {
      const held = samples.filter((outcomes) => {
        const [low, high] = interval(outcomes, { level: 0.9 });
        return low <= truth[which]! && truth[which]! <= high;
      });
      // Four standard errors of 300 coins of .9 are .069.
      expect(Math.abs(held.length / 300 - 0.9)).toBeLessThan(0.069);
    });
  });

  it('are as wide for every outcome told twice as for each once, when twins are one unit', () => {
    const { scores, right } = simulate(100, 3);
    const twice = { scores: [...scores, ...scores], right: [...right, ...right] };
    const units = Array.from({ length: 200 }, (_, i) => `utterance ${i % 100}`);
    const [low, high] = brierInterval({ scores, right });
    const [lowTwice, highTwice] = brierInterval(twice, { units });
    expect(lowTwice).toBeCloseTo(low, 12);
    expect(highTwice).toBeCloseTo(high, 12);
  });

  it('are NaN with fewer than two units', () => {
    expect(brierInterval(noOutcomes)).toEqual([NaN, NaN]);
    expect(brierInterval({ scores: [0.5, 0.6], right: [0, 1] }, { units: [7, 7] })).toEqual([NaN, NaN]);
  });

  it('refuse units that are not as many as outcomes, and a level that is no share', () => {
    const outcomes = { scores: [0.5], right: [1] };
    expect(() => brierInterval(outcomes, { units: [1, 2] })).toThrow('expected a unit for each of 1 outcomes, got 2');
    expect(() => brierInterval(outcomes, { level: 2 })).toThrow('expected a level in (0, 1), got 2');
  });
});
