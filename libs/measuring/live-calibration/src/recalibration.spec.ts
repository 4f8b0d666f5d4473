import { logit, probability, sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { fitRecalibration, IDENTITY, recalibrate } from './recalibration';

const SCORES = [0, 5e-324, 0.1, 0.1 + 0.2, 0.5, 1 - 2 ** -53, 1].map(probability);

describe('recalibration', () => {
  it('is the identity to the bit when nothing is to be done', () => {
    for (const score of SCORES) expect(recalibrate(score, IDENTITY)).toBe(score);
  });

  it('keeps the order at any scale that it may have', () => {
    const scores = SCORES.map((score) => recalibrate(score, { scale: 0.5, shift: -2 }));
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  });

  it('is the identity without outcomes, and near it with few', () => {
    const none = fitRecalibration([], []);
    expect(none.scale).toBeCloseTo(1, 6);
    expect(none.shift).toBeCloseTo(0, 6);
    expect(Math.abs(fitRecalibration([0], [1]).shift)).toBeLessThan(0.25);
  });

  it('finds the line that scores are off by, and stays within its bounds', () => {
    const random = seededRandom(1);
    const x = Array.from({ length: 5_000 }, () => 2 * random.normal());
    const right = x.map((value) => (random.uniform() < sigmoid(0.7 * value + 0.9) ? 1 : 0));
    const { scale, shift } = fitRecalibration(x, right);
    expect(Math.abs(scale - 0.7)).toBeLessThan(0.08);
    expect(Math.abs(shift - 0.9)).toBeLessThan(0.12);
    const allRight = fitRecalibration(
      x,
      x.map(() => 1),
    );
    expect(allRight.shift).toBe(2);
    expect(allRight.scale).toBeGreaterThanOrEqual(0.5);
    expect(recalibrate(probability(0.5), { scale, shift })).toBeCloseTo(sigmoid(shift), 12);
    expect(logit(0.5)).toBe(0);
  });
});
