import { logit, probability } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { MAP } from '../test/decisions';
import type { DomainEvidence } from './domain-evidence';
import { chancesOf, logLikelihood } from './evidence-likelihood';

const AS_IT_IS = { slope: 1, shift: 0 };
const evidence = (right: number | undefined, wrong: number[]): DomainEvidence => ({
  ...{ domain: 'Music', logOdds: [logit(0.6), logit(0.5)], topScore: probability(0.6), right, wrong },
});
const likelihood = (...of: Parameters<typeof evidence>) => Math.exp(logLikelihood(evidence(...of), AS_IT_IS, MAP));

describe('the likelihood of what a report says', () => {
  it('is worked by hand in two steps: a coin for the first, then a choice among the rest', () => {
    // The first is right with 6/10; else the second against none, odds 1 to 1: 4/10 * 1/2.
    expect(likelihood(0, [1])).toBeCloseTo(6 / 10, 12);
    expect(likelihood(1, [0])).toBeCloseTo(2 / 10, 12);
    expect(likelihood(undefined, [0, 1])).toBeCloseTo(2 / 10, 12);
    // Of parts alone: not the first; not the second.
    expect(likelihood(undefined, [0])).toBeCloseTo(4 / 10, 12);
    expect(likelihood(undefined, [1])).toBeCloseTo(8 / 10, 12);
  });

  it('sums to 1 over what can be true, at any miscalibration and for scores that sum to more than 1', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 200; i++) {
      const logOdds = Array.from({ length: 1 + random.integer(6) }, () => 3 * random.normal()).sort((a, b) => b - a);
      const were = { slope: 0.5 + 1.5 * random.uniform(), shift: 2 * random.normal() };
      const sum = chancesOf(logOdds, were, MAP).reduce((total, chance) => total + chance, 0);
      const all = logOdds.map((_, k) => k);
      const none = Math.exp(logLikelihood({ ...evidence(undefined, all), logOdds }, were, MAP));
      expect(sum).toBeLessThanOrEqual(1);
      expect(sum + none).toBeCloseTo(1, 5);
    }
  });

  it('rises with the shift where the first was right, and falls where it was wrong', () => {
    const shifts = [-1, -0.5, 0, 0.5, 1];
    const at = (right: number | undefined, wrong: number[]) =>
      shifts.map((shift) => logLikelihood(evidence(right, wrong), { slope: 1, shift }, MAP));
    const rising = at(0, [1]);
    const falling = at(undefined, [0]);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  });
});
