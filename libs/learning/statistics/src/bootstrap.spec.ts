import { bootstrap } from './bootstrap';
import { seededRandom } from './random';
import { mean } from './summaries';

const meanOf = (values: readonly number[]) => (sampled: Int32Array) => ({
  mean: mean(Float64Array.from(sampled, (i) => values[i]!)),
});

describe('bootstrap', () => {
  it('covers the mean about as often as its level says', () => {
    const random = seededRandom(1);
    const samples = Array.from({ length: 200 }, () => Array.from({ length: 60 }, () => random.normal() + 5));
    const covered = samples.filter((values, seed) => {
      const [low, high] = bootstrap({ units: 60, statistic: meanOf(values), draws: 300, seed, level: 0.9 }).mean;
      return low <= 5 && 5 <= high;
    });
    // Four standard errors of 200 coins of .9 are .085.
    expect(Math.abs(covered.length / 200 - 0.9)).toBeLessThan(0.085);
  });

  it('has about the width of the normal interval of a mean', () => {
    const random = seededRandom(2);
    const values = Array.from({ length: 400 }, () => random.normal());
    const [low, high] = bootstrap({ units: 400, statistic: meanOf(values), seed: 3 }).mean;
    expect((high - low) / ((2 * 1.96) / Math.sqrt(400))).toBeCloseTo(1, 0.9);
  });

  it('repeats itself for equal seeds and not for others', () => {
    const run = (seed: number) => bootstrap({ units: 4, statistic: meanOf([1, 2, 5, 40]), draws: 50, seed });
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  it('shows every statistic the same resamples', () => {
    const { difference } = bootstrap({
      units: 10,
      statistic: (sampled) => ({ difference: mean(sampled) + 1 - mean(Float64Array.from(sampled, (i) => i + 1)) }),
      draws: 100,
      seed: 1,
    });
    expect(difference[0]).toBeCloseTo(0, 12);
    expect(difference[1]).toBeCloseTo(0, 12);
  });

  it('leaves the draws out in which a statistic is NaN', () => {
    let draw = 0;
    const statistic = () => ({ sometimes: draw++ % 2 === 0 ? NaN : 3, never: NaN });
    expect(bootstrap({ units: 1, statistic, draws: 20, seed: 1 })).toEqual({ sometimes: [3, 3], never: [NaN, NaN] });
  });

  it('hands an empty resample on when there are no units', () => {
    expect(bootstrap({ units: 0, statistic: meanOf([]), draws: 5, seed: 1 }).mean).toEqual([NaN, NaN]);
  });

  it.each([
    [{ units: -1 }, 'expected a count of units, got -1'],
    [{ draws: 0 }, 'expected at least 1 draw, got 0'],
    [{ level: 1 }, 'expected a level in (0, 1), got 1'],
  ])('refuses %p', (wrong, message) => {
    expect(() => bootstrap({ units: 1, statistic: () => ({ x: 1 }), seed: 1, ...wrong })).toThrow(message);
  });
});
