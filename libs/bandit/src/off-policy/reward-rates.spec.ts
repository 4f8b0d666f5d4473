import type { LoggedChoice } from './logged-choice';
import { crossFittedRates, rewardRates } from './reward-rates';

const choice = (impression: string, context: string, arm: number, reward: number): LoggedChoice => ({
  impression,
  context,
  arm,
  propensity: 0.5,
  reward,
});

describe('reward rates', () => {
  it('draw each arm towards the mean by one reward: (1 + 1) / (2 + 4) and (0 + 1) / (1 + 4) when one choice in four earns', () => {
    const { rate, share } = rewardRates([
      choice('a', 'x', 0, 1),
      choice('b', 'x', 0, 0),
      choice('c', 'x', 1, 0),
      choice('d', 'y', 1, 0),
    ]);
    expect(rate('x', 0)).toBeCloseTo(2 / 6, 12);
    expect(rate('x', 1)).toBeCloseTo(1 / 5, 12);
    expect(rate('y', 0)).toBeCloseTo(1 / 4, 12);
    expect([share('x', 0), share('x', 1), share('y', 1)]).toEqual([2 / 3, 1 / 3, 1]);
  });

  it('are 0 where nothing ever earned', () => {
    expect(rewardRates([choice('a', 'x', 0, 0)]).rate('x', 0)).toBe(0);
    expect(rewardRates([]).rate('x', 0)).toBe(0);
  });

  it('that are cross-fitted do not know the impression that they are for', () => {
    const others = Array.from({ length: 40 }, (_, i) => choice(`i${i}`, 'x', i % 2, i % 4 === 0 ? 1 : 0));
    const models = (reward: number) => crossFittedRates([choice('own', 'x', 0, reward), ...others], 5, 3);
    expect(models(1)[0]!.rate('x', 0)).toBe(models(0)[0]!.rate('x', 0));
    expect(models(1).some((model, i) => model.rate('x', 0) !== models(0)[i]!.rate('x', 0))).toBe(true);
  });
});
