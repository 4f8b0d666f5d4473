import { chiSquareTail, seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { everyChoice } from '../../test/find-odds';
import { context, outcomes, SPACE } from '../../test/small-space';
import { DEPTHS } from '../decision/decision-space';
import { applyFeedback, policyFrom, untaughtPolicy } from '../state/policy-state';
import { type BanditPolicy, drawChoice, withShadow } from './bandit-policy';
import {
  coverProbability,
  drawLevels,
  expectedCandidates,
  jointProbability,
  marginalProbability,
} from './choice-distribution';
import { namedPolicy, POLICY_NAMES } from './policy-settings';

const PRICE = { perCandidate: 0.002, perMillisecond: 0.001 };
const CHOICES = everyChoice(3);

/** A policy that has learned from some outcomes. */
function taught(name: string, count = 60): BanditPolicy {
  const fresh = untaughtPolicy(namedPolicy(name, SPACE, PRICE), SPACE);
  return policyFrom(applyFeedback(fresh, outcomes(count, seededRandom(4))));
}

describe.each([...POLICY_NAMES])('what %s may choose', (name) => {
  const distribution = taught(name).distribution(context(true));

  it('has probabilities that sum to 1, all above 0', () => {
    const probabilities = CHOICES.map((levels) => jointProbability(distribution, levels));
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    expect(Math.min(...probabilities)).toBeGreaterThan(0);
  });

  it('has marginals, covers and a mean that are sums of the joint probabilities', () => {
    const sumOver = (counts: (levels: Uint8Array) => number): number =>
      CHOICES.reduce((sum, levels) => sum + jointProbability(distribution, levels) * counts(levels), 0);
    fc.assert(
      fc.property(fc.nat(2), fc.nat(4), fc.constantFrom(...CHOICES), (s, level, least) => {
        expect(marginalProbability(distribution, s, level)).toBeCloseTo(
          sumOver((levels) => Number(levels[s] === level)),
          10,
        );
        const covered = sumOver((levels) => Number(levels.every((own, i) => own >= least[i]!)));
        expect(coverProbability(distribution, least)).toBeCloseTo(covered, 10);
      }),
    );
    const candidates = sumOver((levels) => levels.reduce((sum, level) => sum + DEPTHS[level]!, 0));
    expect(expectedCandidates(distribution)).toBeCloseTo(candidates, 8);
  });

  it('is chosen as often as it says (chi-square over 20,000 draws)', () => {
    const random = seededRandom(9);
    const counts = new Map(CHOICES.map((levels) => [levels.join(), 0]));
    for (let i = 0; i < 20_000; i++) {
      const key = drawLevels(distribution, random).join();
      counts.set(key, counts.get(key)! + 1);
    }
    let [statistic, cells, restCount, rest] = [0, 0, 0, 0];
    for (const levels of CHOICES) {
      const expected = 20_000 * jointProbability(distribution, levels);
      if (expected < 10) {
        rest += expected;
        restCount += counts.get(levels.join())!;
        continue;
      }
      statistic += (counts.get(levels.join())! - expected) ** 2 / expected;
      cells++;
    }
    expect(chiSquareTail(statistic + (restCount - rest) ** 2 / rest, cells)).toBeGreaterThan(0.001);
  });
});

describe('a policy', () => {
  it('chooses the same for the same version, context and seed, and other things for other seeds', () => {
    const policy = taught('thompson', 5);
    expect(policy.choose(context(true), 7)).toEqual(taught('thompson', 5).choose(context(true), 7));
    const depths = Array.from({ length: 50 }, (_, seed) => policy.choose(context(true), seed).depths.join());
    expect(new Set(depths).size).toBeGreaterThan(3);
  });

  it('logs the probabilities of what it chose', () => {
    const policy = taught('thompson');
    const distribution = policy.distribution(context(false));
    const { depths, jointPropensity, propensities, version } = policy.choose(context(false), 3);
    const levels = Uint8Array.from(depths, (depth) => DEPTHS.indexOf(depth));
    expect(version).toBe('thompson@60');
    expect(jointPropensity).toBe(jointProbability(distribution, levels));
    expect(propensities).toEqual(Array.from(levels, (level, s) => marginalProbability(distribution, s, level)));
    expect(drawChoice(distribution, 3).depths).toEqual(depths);
  });

  it('does what it did with a shadow beside it', () => {
    const [acting, shadow] = [taught('thompson'), taught('square-cb')];
    const both = withShadow(acting, shadow);
    for (let seed = 0; seed < 50; seed++) {
      const { shadow: beside, ...acted } = both.choose(context(true), seed);
      expect(acted).toEqual(acting.choose(context(true), seed));
      expect(beside).toEqual(shadow.choose(context(true), seed));
    }
  });

  it('is found by name: static depths too', () => {
    const depthsOf = (name: string): readonly number[] =>
      policyFrom(untaughtPolicy(namedPolicy(name, SPACE, PRICE), SPACE)).choose(context(true), 1).depths;
    expect(depthsOf('all-25')).toEqual([25, 25, 25]);
    expect(depthsOf('other=100+title=10')).toEqual([10, 0, 100]);
    expect(() => namedPolicy('best', SPACE, PRICE)).toThrow(/^policy: expected thompson, .*title=50, got best$/);
    expect(() => namedPolicy('title=30', SPACE, PRICE)).toThrow('depth: expected one of 0, 10, 25, 50, 100, got 30');
  });

  it('learns which strategy is good at which queries', () => {
    const policy = taught('thompson', 2_000);
    const share = (short: boolean, s: number): number =>
      1 - marginalProbability(policy.distribution(context(short)), s, 0);
    expect(share(true, 0)).toBeGreaterThan(0.9);
    expect(share(false, 2)).toBeGreaterThan(0.9);
    expect(share(false, 0)).toBeLessThan(0.5);
  });
});
