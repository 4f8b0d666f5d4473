import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { logOf } from '../../test/logs';
import { evaluatePolicy, type PolicyEvaluation } from './evaluate-policy';
import { type LoggedChoice, type Policy, uniformPolicy } from './logged-choice';
import { isEnough, type Support } from './verdict';

const judge = (choices: readonly LoggedChoice[], policy: Policy, arms: number): PolicyEvaluation =>
  evaluatePolicy(choices, policy, arms, { random: seededRandom(7), seed: 7, resamples: 200 });

describe('judging a policy by the log of another', () => {
  const of = (arm: number, propensity: number, reward: number, impression: string): LoggedChoice => ({
    impression,
    context: '',
    arm,
    propensity,
    reward,
  });

  it('weighs by the ratio of probabilities: .78125 by IPS and 1/2 by SNIPS for weights .625, .625, 2.5, 2.5 that earn 1, 0, 1, 0', () => {
    const { ips, snips, logged, support } = judge(
      [of(0, 0.8, 1, 'a'), of(0, 0.8, 0, 'b'), of(1, 0.2, 1, 'c'), of(1, 0.2, 0, 'd')],
      uniformPolicy(2),
      2,
    );
    expect(ips.value).toBeCloseTo(0.78125, 12);
    expect(snips.value).toBeCloseTo(0.5, 12);
    expect(logged).toBe(0.5);
    expect(support.sampleSize).toBeCloseTo(50 / 17, 12);
    // 3.125^2 / (.625^2 + 2.5^2)
    expect(support.rewardedSampleSize).toBeCloseTo(25 / 17, 12);
    expect(support.largestWeight).toBeCloseTo(2.5, 12);
    expect(support.largestWeightShare).toBeCloseTo(0.4, 12);
    expect(support.meanWeight.value).toBeCloseTo(1.5625, 12);
  });

  it('gives the policy that made the log what it earned, and no difference', () => {
    const policy: Policy = () => Float64Array.of(0.5, 0.3, 0.2);
    const { ips, snips, logged, difference, support } = judge(logOf(policy, [0.2, 0.5, 0.9], 500, 3), policy, 3);
    for (const { value } of [ips, snips]) expect(value).toBeCloseTo(logged, 12);
    expect(difference).toMatchObject({ value: expect.closeTo(0, 12) as number });
    expect(difference.upper - difference.lower).toBeLessThan(1e-9);
    expect(support.sampleSize).toBeCloseTo(500, 6);
  });

  it('does not depend on the order of the log, nor on how its impressions are called', () => {
    const log = logOf(() => Float64Array.of(0.7, 0.3), [0.2, 0.6], 60, 5);
    fc.assert(
      fc.property(fc.shuffledSubarray([...log.keys()], { minLength: log.length }), (order) => {
        const there = judge(log, uniformPolicy(2), 2);
        const back = judge(
          order.map((i) => log[i]!),
          uniformPolicy(2),
          2,
        );
        for (const name of ['ips', 'snips', 'dm', 'dr', 'switchDr', 'difference'] as const)
          expect(back[name].value).toBeCloseTo(there[name].value, 9);
      }),
      { numRuns: 10 },
    );
  });

  it('counts choices of one impression as one draw: each shown twice, the errors stay as they were', () => {
    const log = logOf(() => Float64Array.of(0.7, 0.3), [0.2, 0.6], 300, 5);
    const once = judge(log, uniformPolicy(2), 2);
    const twice = judge([...log, ...log], uniformPolicy(2), 2);
    expect(twice.impressions).toBe(300);
    expect(twice.ips.standardError).toBeCloseTo(once.ips.standardError, 9);
  });

  it('is doubly robust: right with right propensities although the model knows nothing of the arms', () => {
    const rates = [0.1, 0.3, 0.8];
    const log = logOf(() => Float64Array.of(0.6, 0.3, 0.1), rates, 40_000, 11);
    // A context of its own for each choice: nothing to learn from.
    const alone = log.map((each) => ({ ...each, context: each.impression }));
    const { dm, dr, ips } = judge(alone, uniformPolicy(3), 3);
    const truth = (0.1 + 0.3 + 0.8) / 3;
    expect(Math.abs(dm.value - truth)).toBeGreaterThan(0.1);
    for (const { lower, upper } of [dr, ips]) {
      expect(lower).toBeLessThan(truth);
      expect(upper).toBeGreaterThan(truth);
    }
  });

  it('names a winner, a loser, and neither', () => {
    const rates = [0.2, 0.5];
    const log = logOf(() => Float64Array.of(0.5, 0.5), rates, 2_000, 3);
    expect(judge(log, () => Float64Array.of(0.1, 0.9), 2).verdict).toBe('better');
    expect(judge(log, () => Float64Array.of(0.9, 0.1), 2).verdict).toBe('worse');
    const alike = logOf(() => Float64Array.of(0.5, 0.5), [0.3, 0.3], 2_000, 5);
    expect(judge(alike, () => Float64Array.of(0.1, 0.9), 2).verdict).toBe('undecided');
  });

  it.each<[string, LoggedChoice[], keyof Support]>([
    ['rewards are rare', logOf(() => Float64Array.of(0.5, 0.5), [0.01, 0.02], 1_000, 4), 'rewardedSampleSize'],
    ['one choice carries much', logOf(() => Float64Array.of(0.999, 0.001), [0.9, 0.9], 2_000, 6), 'largestWeightShare'],
    [
      'propensities are wrong',
      logOf(() => Float64Array.of(0.5, 0.5), [0.5, 0.9], 2_000, 4).map((each) => ({ ...each, propensity: 0.4 })),
      'meanWeight',
    ],
  ])('finds a log insufficient when %s', (_, log, rule) => {
    const { verdict, support } = judge(log, uniformPolicy(2), 2);
    expect(verdict).toBe('insufficient');
    const ample: Support = {
      sampleSize: 900,
      rewardedSampleSize: 400,
      largestWeight: 3,
      largestWeightShare: 0.01,
      meanWeight: { value: 1.01, standardError: 0.01 },
    };
    expect(isEnough(ample)).toBe(true);
    expect(isEnough({ ...ample, [rule]: support[rule] })).toBe(false);
  });

  it('is refused for a log of one impression', () => {
    expect(() => judge([of(0, 0.5, 1, 'a')], uniformPolicy(2), 2)).toThrow(
      new RangeError('expected choices of at least 2 impressions, got 1'),
    );
  });
});
