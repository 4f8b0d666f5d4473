import { type Probability, probability } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { INDEPENDENT, type JointMap, jointProbabilities } from './index';

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }).map(probability), { maxLength: 8 });
const number = fc.double({ min: -5, max: 5, noNaN: true });
const maps: fc.Arbitrary<JointMap> = fc.record({
  slope: fc.double({ min: 0.5, max: 5, noNaN: true }),
  intercept: number,
  utteranceSlope: number,
});
const p = (...values: number[]) => values.map(probability);
const close = (actual: readonly number[], expected: readonly number[], tolerance = 1e-12): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance);
  });
};

/** P(this one right and all others wrong) and P(all wrong), over the probability of those cases together. */
function atMostOneRight(list: readonly Probability[]): number[] {
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
  const cases = list.map((_, i) => product(list.map((q, j) => (i === j ? q : 1 - q))));
  const all = [...cases, product(list.map((q) => 1 - q))];
  const total = all.reduce((a, b) => a + b, 0);
  return all.map((value) => value / total);
}

describe('joint probabilities', () => {
  it('sum to 1 with that of none', () => {
    fc.assert(
      fc.property(scores, maps, (list, map) => {
        const { right, none } = jointProbabilities(list, map);
        expect(right.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(right.reduce<number>((a, b) => a + b, none)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('keep the order of the scores, and equal scores equal', () => {
    fc.assert(
      fc.property(scores, maps, (list, map) => {
        const { right } = jointProbabilities(list, map);
        list.forEach((a, i) => {
          list.forEach((b, j) => {
            if (a >= b) expect(right[i]).toBeGreaterThanOrEqual(right[j]!);
          });
        });
      }),
    );
  });

  it('of no hypothesis are that none is right', () => {
    expect(jointProbabilities([], { slope: 2, intercept: 1, utteranceSlope: 1 })).toEqual({ right: [], none: 1 });
  });

  it('change by exp(intercept - 36 slope) at most when a hypothesis of score 0 joins', () => {
    fc.assert(
      fc.property(scores, maps, fc.double({ min: 0, max: 5, noNaN: true }), (list, { slope, intercept }, c) => {
        const map = { slope, intercept, utteranceSlope: c };
        const { right, none } = jointProbabilities(list, map);
        const joined = jointProbabilities([...list, probability(0)], map);
        close([...joined.right.slice(0, -1), joined.none], [...right, none], Math.exp(intercept - 36 * slope) + 1e-12);
      }),
    );
  });

  it('divide all probability among certain hypotheses: 1, 1 and 0 are 1/2, 1/2 and 0', () => {
    const { right, none } = jointProbabilities(p(1, 1, 0), INDEPENDENT);
    close([...right, none], [1 / 2, 1 / 2, 0, 0]);
  });

  it('rise for all, in proportion, when a positive utterance slope meets more that may be right', () => {
    const map = { slope: 1, intercept: 0, utteranceSlope: 1 };
    // 1 - (1 - 1/2)(1 - 1/2) = 3/4, so the odds are 3/4 each: 3/4 / (1 + 2 * 3/4) = 3/10
    close(jointProbabilities(p(1 / 2, 1 / 2), map).right, [3 / 10, 3 / 10]);
    // alone 1/2, so the odds are 1/2
    close(jointProbabilities(p(1 / 2), map).right, [1 / 3]);
  });

  it('follow slope and intercept: odds 4 and 1/4, square roots 2 and 1/2, times 2 are 4 and 1, so 4/6, 1/6 and 1/6', () => {
    const map = { slope: 1 / 2, intercept: Math.log(2), utteranceSlope: 0 };
    const { right, none } = jointProbabilities(p(4 / 5, 1 / 5), map);
    close([...right, none], [4 / 6, 1 / 6, 1 / 6]);
  });
});

describe('joint probabilities of independent scores', () => {
  it('are those scores, given that at most one is right: 1/2 and 1/3 are 1/3, 1/6 and 1/3 of 5/6', () => {
    const { right, none } = jointProbabilities(p(1 / 2, 1 / 3), INDEPENDENT);
    close([...right, none], [2 / 5, 1 / 5, 2 / 5]);
  });

  it('of 3/4, 1/2 and 1/5 are 12/21, 4/21, 1/21 and 4/21: odds 3, 1 and 1/4 against 1', () => {
    const { right, none } = jointProbabilities(p(3 / 4, 1 / 2, 1 / 5), INDEPENDENT);
    close([...right, none], [12 / 21, 4 / 21, 1 / 21, 4 / 21]);
  });

  it('are found by counting the cases, whatever the scores', () => {
    const inside = fc.array(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }).map(probability), { maxLength: 8 });
    fc.assert(
      fc.property(inside, (list) => {
        const { right, none } = jointProbabilities(list, INDEPENDENT);
        close([...right, none], atMostOneRight(list), 1e-9);
      }),
    );
  });

  it('give a lone hypothesis its own score', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (score) => {
        const { right, none } = jointProbabilities(p(score), INDEPENDENT);
        close([...right, none], [score, 1 - score]);
      }),
    );
  });

  it('never exceed the scores', () => {
    fc.assert(
      fc.property(scores, (list) => {
        jointProbabilities(list, INDEPENDENT).right.forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(list[i]! + 1e-12);
        });
      }),
    );
  });
});
