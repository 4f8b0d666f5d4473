import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { simulate } from '../test/simulated';
import { lineNull } from './line-null';
import { fitLine } from './logistic-line';

const expected = { slope: 1, intercept: 0.3 };

describe('lineNull', () => {
  it('has about the p-value of the chi-square test where many lines inform it', () => {
    const { logOdds, right } = simulate(2000, 1, (x) => x + 0.5);
    const redrawn = lineNull(logOdds, expected, { draws: 4000, random: seededRandom(1) });
    const { scoreP } = fitLine(logOdds, Float64Array.from(right), expected);
    // Four standard errors of 4,000 draws.
    expect(Math.abs(redrawn.pValue(right) - scoreP)).toBeLessThan(4 * Math.sqrt((scoreP * (1 - scoreP)) / 4000) + 0.01);
  });

  it('holds its level on few lines that scores nearly decide', () => {
    const random = seededRandom(2);
    const pValues = Array.from({ length: 500 }, () => {
      const x = Float64Array.from({ length: 60 }, () => 7 * random.normal());
      const right = x.map((value) => (random.uniform() < sigmoid(value + 0.3) ? 1 : 0));
      return lineNull(x, expected, { draws: 99, random }).pValue(right);
    });
    // Four standard errors of 500 coins of .05 are .039.
    expect(Math.abs(pValues.filter((p) => p <= 0.05).length / 500 - 0.05)).toBeLessThan(0.039);
  });

  it('rejects the offset that it calls detectable as often as the power says, in the direction that is harder', () => {
    const { logOdds } = simulate(250, 3);
    const redrawn = lineNull(logOdds, expected, { draws: 499, random: seededRandom(3) });
    const offset = redrawn.detectableOffset(0.05, 0.8);
    const random = seededRandom(4);
    const found = [-offset, offset].map((shift) => {
      const rejected = Array.from({ length: 400 }, () =>
        redrawn.pValue(logOdds.map((x) => (random.uniform() < sigmoid(x + 0.3 + shift) ? 1 : 0))),
      );
      return rejected.filter((p) => p <= 0.05).length / 400;
    });
    // Four standard errors of 400 coins of .8, and of the 499 draws that found the offset, come to .107.
    expect(Math.abs(Math.min(...found) - 0.8)).toBeLessThan(0.107);
    expect(redrawn.power(0, 0.05)).toBeLessThan(0.1);
  });

  it('detects nothing where x do not differ or there are no lines', () => {
    const options = { draws: 9, random: seededRandom(1) };
    for (const x of [Float64Array.of(1, 1, 1), new Float64Array(0)]) {
      const redrawn = lineNull(x, expected, options);
      expect(redrawn.pValue(x.map(() => 1))).toBeNaN();
      expect(redrawn.detectableOffset(0.05, 0.8)).toBe(Infinity);
    }
  });

  it('repeats itself for equal seeds', () => {
    const { logOdds, right } = simulate(50, 5);
    const run = (seed: number) => lineNull(logOdds, expected, { draws: 99, random: seededRandom(seed) }).pValue(right);
    expect(run(1)).toBe(run(1));
  });
});
