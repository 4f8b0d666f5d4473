import { seededRandom } from './random';
import { quantile } from './summaries';

/** A confidence interval, both ends included. */
export type Interval = readonly [low: number, high: number];

export interface BootstrapOptions<Names extends string> {
  /** How many exchangeable units were observed; here a unit is an utterance, never a hypothesis. */
  readonly units: number;
  /**
   * The statistics of one resample, given the indices of its units in [0, `units`), as many as there are units.
   * The array is reused by the next draw. Every call must name the same statistics.
   */
  readonly statistic: (sampled: Int32Array) => Readonly<Record<Names, number>>;
  /** Resamples; 2,000 when left out. */
  readonly draws?: number;
  readonly seed: number;
  /** Share of the bootstrap distribution inside the interval, in (0, 1); .95 when left out. */
  readonly level?: number;
}

/**
 * Percentile bootstrap: resamples whole units with replacement and reads each statistic's central interval off its
 * distribution. All statistics see the same resamples, so differences between them may be statistics too.
 *
 * Valid for means, ratios and other smooth statistics. Not for binned calibration errors, which noise inflates: even
 * a perfect model's interval lies above 0; they belong beside a noise floor.
 *
 * @returns an interval for each statistic. Draws in which it was NaN are left out; when all were, both ends are NaN.
 * @throws RangeError when `units` or `draws` is no count, or `level` is not in (0, 1)
 * @see Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13
 */
export function bootstrap<Names extends string>(options: BootstrapOptions<Names>): Record<Names, Interval> {
  const { units, statistic, draws = 2000, seed, level = 0.95 } = options;
  if (!Number.isInteger(units) || units < 0) throw new RangeError(`expected a count of units, got ${units}`);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`expected at least 1 draw, got ${draws}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`expected a level in (0, 1), got ${level}`);

  const random = seededRandom(seed);
  const sampled = new Int32Array(units);
  const drawn = Array.from({ length: draws }, () => {
    for (let i = 0; i < units; i++) sampled[i] = random.integer(units);
    return statistic(sampled);
  });

  const tail = (1 - level) / 2;
  const interval = (name: Names): Interval => {
    const values = drawn.map((statistics) => statistics[name]).filter((value) => !Number.isNaN(value));
    return [quantile(values, tail), quantile(values, 1 - tail)];
  };
  const names = Object.keys(drawn[0]!) as Names[];
  return Object.fromEntries(names.map((name) => [name, interval(name)])) as Record<Names, Interval>;
}
