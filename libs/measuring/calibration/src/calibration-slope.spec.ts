import { sigmoid } from '@tiebreak/interpretation';
import { simulate } from '../test/simulated';
import { calibrationSlope } from './calibration-slope';

/** Log-odds -1 and 1, with so many wrong and right. */
function twoScores(lowWrong: number, lowRight: number, highWrong: number, highRight: number) {
  const cells = [
    [-1, 0, lowWrong],
    [-1, 1, lowRight],
    [1, 0, highWrong],
    [1, 1, highRight],
  ] as const;
  const rows = cells.flatMap(([x, right, count]) =>
    Array.from({ length: count }, () => ({ score: sigmoid(x), right })),
  );
  return { scores: rows.map(({ score }) => score), right: rows.map(({ right }) => right) };
}

describe('calibrationSlope', () => {
  it('is near 1 and 0 for calibrated scores', () => {
    const { slope, intercept } = calibrationSlope(simulate(20_000, 1));
    expect(Math.abs(slope - 1)).toBeLessThan(0.06);
    expect(Math.abs(intercept)).toBeLessThan(0.08);
  });

  it('finds how much too extreme and too high scores are', () => {
    const found = calibrationSlope(simulate(20_000, 2, (x) => x / 2 - 0.7));
    expect(Math.abs(found.slope - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(found.intercept + 0.7)).toBeLessThan(0.08);
    expect([found.scoreP, found.likelihoodRatioP].every((p) => p < 1e-12)).toBe(true);
  });

  it('fits two scores exactly', () => {
    // One and two of three right: the fit passes through -ln 2 and ln 2.
    const { slope, intercept } = calibrationSlope(twoScores(2, 1, 1, 2));
    expect(slope).toBeCloseTo(Math.LN2, 8);
    expect(intercept).toBeCloseTo(0, 8);
  });

  it('has the standard errors of two independent logits, sqrt(1/4 (1/(n p q) + 1/(n p q)))', () => {
    // Each logit has variance 1 / (3 * 1/3 * 2/3) = 3/2; slope and intercept are half their difference and sum.
    const { slope, standardErrors, intervals } = calibrationSlope(twoScores(2, 1, 1, 2));
    expect(standardErrors.slope).toBeCloseTo(Math.sqrt(3) / 2, 8);
    expect(standardErrors.intercept).toBeCloseTo(Math.sqrt(3) / 2, 8);
    expect(intervals.slope[0]).toBeCloseTo(slope - 1.959964 * standardErrors.slope, 5);
    expect(intervals.slope[1]).toBeCloseTo(slope + 1.959964 * standardErrors.slope, 5);
  });

  it('tests by gradient and information: two scores have e^(-(z1^2 + z2^2) / 2)', () => {
    // At two scores the score statistic is Pearson's: the sum of squared z of each cell against its own score.
    const p = sigmoid(1);
    const z = (rights: number, expected: number) => (rights - 9 * expected) / Math.sqrt(9 * p * (1 - p));
    const { scoreP } = calibrationSlope(twoScores(4, 5, 2, 7));
    expect(scoreP).toBeCloseTo(Math.exp(-(z(5, 1 - p) ** 2 + z(7, p) ** 2) / 2), 8);
  });

  it('tests by likelihood ratio: two scores have the product of the likelihoods under the scores over the best', () => {
    const p = sigmoid(1);
    const ratio =
      ((1 - p) ** 5 * p ** 4 * p ** 7 * (1 - p) ** 2) / ((5 / 9) ** 5 * (4 / 9) ** 4 * (7 / 9) ** 7 * (2 / 9) ** 2);
    // Chi-square with 2 degrees: e^(ln ratio).
    expect(calibrationSlope(twoScores(4, 5, 2, 7)).likelihoodRatioP).toBeCloseTo(ratio, 8);
  });

  it('rejects calibrated scores about as often as the level says, and its intervals hold 1 and 0 as often', () => {
    const fits = Array.from({ length: 300 }, (_, seed) => calibrationSlope(simulate(300, seed), 0.9));
    const share = (matches: (fit: (typeof fits)[number]) => boolean) => fits.filter(matches).length / 300;
    // Four standard errors of 300 coins of .1 are .069.
    expect(Math.abs(share(({ scoreP }) => scoreP <= 0.1) - 0.1)).toBeLessThan(0.069);
    expect(Math.abs(share(({ likelihoodRatioP }) => likelihoodRatioP <= 0.1) - 0.1)).toBeLessThan(0.069);
    expect(
      Math.abs(
        share(
          ({
            intervals: {
              slope: [low, high],
            },
          }) => low <= 1 && 1 <= high,
        ) - 0.9,
      ),
    ).toBeLessThan(0.069);
    expect(
      Math.abs(
        share(
          ({
            intervals: {
              intercept: [low, high],
            },
          }) => low <= 0 && 0 <= high,
        ) - 0.9,
      ),
    ).toBeLessThan(0.069);
  });

  it.each([
    ['no outcomes', [], []],
    ['one class', [0.2, 0.7], [1, 1]],
    ['equal scores', [0.5, 0.5], [0, 1]],
    ['a threshold that separates', [0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]],
    ['a threshold that separates the wrong way', [0.1, 0.8], [1, 0]],
  ])('has no fit with %s', (_, scores, right) => {
    const { slope, intercept, standardErrors, intervals, likelihoodRatioP } = calibrationSlope({ scores, right });
    expect([slope, intercept, likelihoodRatioP]).toEqual([NaN, NaN, NaN]);
    expect(standardErrors).toEqual({ slope: NaN, intercept: NaN });
    expect(intervals).toEqual({ slope: [NaN, NaN], intercept: [NaN, NaN] });
  });

  it('tests by score where there is no fit, but not where scores do not differ', () => {
    expect(calibrationSlope({ scores: [0.9, 0.95, 0.97, 0.99], right: [0, 0, 0, 0] }).scoreP).toBeLessThan(1e-6);
    expect(calibrationSlope({ scores: [0.5, 0.5], right: [0, 1] }).scoreP).toBeNaN();
    expect(calibrationSlope({ scores: [], right: [] }).scoreP).toBeNaN();
  });

  it('takes scores of 0 and 1', () => {
    const { slope } = calibrationSlope({ scores: [0, 1, 0, 1, 1], right: [0, 1, 1, 0, 1] });
    expect(Number.isFinite(slope)).toBe(true);
  });

  it('refuses a level that is no share', () => {
    expect(() => calibrationSlope({ scores: [], right: [] }, 1)).toThrow('expected a level in (0, 1), got 1');
  });
});
