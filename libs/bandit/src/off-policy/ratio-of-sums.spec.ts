import { seededRandom } from '@tiebreak/statistics';
import { ratioOfSums, ratiosOfSums, type Sums } from './ratio-of-sums';

const ANYWHERE = [-Infinity, Infinity] as const;
const sums = (numerators: number[], denominators: number[], range: Sums['range'] = ANYWHERE): Sums => ({
  numerators: Float64Array.from(numerators),
  denominators: Float64Array.from(denominators),
  range,
});
const options = { random: seededRandom(1), confidence: 0.95, resamples: 400 };

describe('a ratio of sums', () => {
  it("is a mean, with the mean's standard error, when every denominator is 1: 2 and the root of 5/12 for 1, 1, 2, 4", () => {
    const { value, standardError } = ratioOfSums(sums([1, 1, 2, 4], [1, 1, 1, 1]));
    expect(value).toBe(2);
    // Squared deviations sum to 6; divided by 3, and by 4 for the mean.
    expect(standardError).toBeCloseTo(Math.sqrt(6 / 3 / 4), 12);
  });

  it('counts an impression as often as it was drawn', () => {
    const drawn = ratioOfSums(sums([1, 5, 9], [1, 2, 1]), Int32Array.of(0, 0, 1));
    expect(drawn.value).toBeCloseTo(7 / 4, 12);
    expect(drawn).toEqual(ratioOfSums(sums([1, 1, 5], [1, 1, 2])));
  });

  it('that is the same for every impression has no error and no width', () => {
    const [estimate] = ratiosOfSums([sums([2, 4, 6], [1, 2, 3])], options);
    expect(estimate).toEqual({ value: 2, standardError: 0, lower: 2, upper: 2 });
  });

  it('has an interval that reaches further to where the long tail is, and stays where the ratio can lie', () => {
    const rare = Array.from({ length: 400 }, (_, i) => (i % 40 === 0 ? 1 : 0));
    const [free, bounded] = ratiosOfSums(
      [
        sums(
          rare,
          rare.map(() => 1),
        ),
        sums(
          rare,
          rare.map(() => 1),
          [0.02, 0.03],
        ),
      ],
      options,
    );
    expect(free!.value).toBe(0.025);
    expect(free!.upper - 0.025).toBeGreaterThan(0.025 - free!.lower);
    expect([bounded!.lower, bounded!.upper]).toEqual([0.02, 0.03]);
  });
});
