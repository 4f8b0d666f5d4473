import { logit, sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable, simulate } from '../test/simulated';
import { priorShift } from './prior-shift';

describe('priorShift', () => {
  it('of scores 1/2, 1/3 and 1/6 with two rights expects 1 and has z = 1 / sqrt(1/4 + 2/9 + 5/36)', () => {
    const shift = priorShift({ scores: [1 / 2, 1 / 3, 1 / 6], right: [1, 1, 0] });
    expect(shift).toMatchObject({ count: 3, observed: 2 });
    expect(shift.expected).toBeCloseTo(1, 12);
    expect(shift.z).toBeCloseTo(1 / Math.sqrt(22 / 36), 12);
    // Two or three of three: 1/2 1/3 5/6 + 1/2 2/3 1/6 + 1/2 1/3 1/6 + 1/2 1/3 1/6 = 9/36, twice.
    expect(shift.pValue).toBeCloseTo(18 / 36, 12);
  });

  it('finds the offset that the scores are too low by', () => {
    const { offset, pValue } = priorShift(simulate(20_000, 1, (x) => x + 0.7));
    expect(Math.abs(offset - 0.7)).toBeLessThan(0.08);
    expect(pValue).toBeLessThan(1e-12);
  });

  it('has an offset that makes the sum of scores the number of rights', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const { offset, observed, count } = priorShift(outcomes);
        if (observed === 0 || observed === count) expect(offset).toBe(observed === 0 ? -Infinity : Infinity);
        else {
          const scores = Array.from(outcomes.scores, (score) => sigmoid(logit(score) + offset));
          expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(observed, 6);
        }
      }),
    );
  });

  it.each([
    ['few outcomes, exactly', 60, 200],
    // 4,500 scores between .3 and .7 have a variance just above 1,000.
    ['many, by the normal approximation', 4500, 40],
  ])('rejects calibrated scores no more often than the level says, over %s', (_, count, samples) => {
    const random = seededRandom(1);
    const pValues = Array.from({ length: samples }, () => {
      const scores = Float64Array.from({ length: count }, () => 0.3 + 0.4 * random.uniform());
      return priorShift({ scores, right: scores.map((score) => (random.uniform() < score ? 1 : 0)) }).pValue;
    });
    const error = Math.sqrt((0.1 * 0.9) / samples);
    expect(pValues.filter((p) => p <= 0.1).length / samples).toBeLessThan(0.1 + 4 * error);
    expect(pValues.filter((p) => p <= 0.5).length / samples).toBeGreaterThan(0.25);
  });

  it('gives p = 0 to a certain score that is wrong, and 1 to certain scores that are right', () => {
    expect(priorShift({ scores: [1, 1], right: [1, 0] })).toMatchObject({ pValue: 0, z: NaN });
    expect(priorShift({ scores: [1, 0], right: [1, 0] })).toMatchObject({ pValue: 1, z: NaN });
  });

  it('is NaN without outcomes', () => {
    const none = { count: 0, expected: 0, observed: 0, z: NaN, pValue: NaN, offset: NaN };
    expect(priorShift(noOutcomes)).toEqual(none);
  });
});
