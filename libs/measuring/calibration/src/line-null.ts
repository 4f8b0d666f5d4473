import { sigmoid } from '@tiebreak/interpretation';
import { quantile, type Random, seededRandom } from '@tiebreak/statistics';
import { informationOf, type Line, scoreStatistic } from './logistic-line';

/** An offset beyond would turn certainty into its opposite. */
const LARGEST_OFFSET = 72;
/** Offsets are found to this, in log-odds: finer than the draws can tell. */
const TOLERANCE = 0.01;

/** What the labels of given x may be under an expected line, found by drawing them anew. */
export interface LineNull {
  /**
   * Share of redrawn labels whose score statistic is at least that of `right`, itself counted in: a p-value that holds
   * its level however few lines inform it. NaN when the x do not tell slope and intercept apart.
   */
  pValue(right: ArrayLike<number>): number;
  /** How often the test at a level rejects when the intercept is off by `offset`. */
  power(offset: number, level: number): number;
  /** The least offset that is found with at least the power, whichever its direction; Infinity when there is none. */
  detectableOffset(level: number, power: number): number;
}

/**
 * The score test of a line against all others, with its distribution drawn instead of taken for chi-square. On lines
 * that most scores decide already, a few surprising ones carry all the weight, and the chi-square test of level 5%
 * rejects up to 8% of calibrated pairs.
 * @param x finite
 * @param expected the line of the null: given x it leaves nothing open, so that redrawing is exact
 * @param options `draws`: at least 1; the least p-value is 1 / (draws + 1)
 * @see Barnard, discussion of Bartlett, JRSS B 1963; Davison & Hinkley, "Bootstrap Methods", 1997, section 4.2
 */
export function lineNull(
  x: Float64Array,
  expected: Line,
  { draws, random }: { readonly draws: number; readonly random: Random },
): LineNull {
  const information = informationOf(x, expected);
  const base = x.map((value) => expected.slope * value + expected.intercept);
  const means = base.map((logOdds) => sigmoid(logOdds));

  const statisticOf = (isRight: (i: number) => number): number => {
    let ofSlope = 0;
    let ofIntercept = 0;
    for (let i = 0; i < x.length; i++) {
      const residual = isRight(i) - means[i]!;
      ofSlope += residual * x[i]!;
      ofIntercept += residual;
    }
    return scoreStatistic([ofSlope, ofIntercept], information);
  };
  const redraw = (probabilities: Float64Array, seed: number): Float64Array => {
    const stream = seededRandom(seed);
    return Float64Array.from({ length: draws }, () =>
      statisticOf((i) => (stream.uniform() < probabilities[i]! ? 1 : 0)),
    );
  };
  const underNull = redraw(means, random.integer(2 ** 31));
  const told = !Number.isNaN(statisticOf((i) => means[i]!));
  // One seed for every offset: power then rises with the offset instead of jumping with the draws.
  const seed = random.integer(2 ** 31);

  const power = (offset: number, level: number): number => {
    if (!told) return 0;
    const critical = quantile(underNull, 1 - level);
    const shifted = base.map((logOdds) => sigmoid(logOdds + offset));
    return redraw(shifted, seed).filter((statistic) => statistic >= critical).length / draws;
  };
  const leastIn = (direction: 1 | -1, level: number, wanted: number): number => {
    let low = 0;
    let high = 1;
    for (; power(direction * high, level) < wanted; high *= 2) {
      if (high > LARGEST_OFFSET) return Infinity;
      low = high;
    }
    while (high - low > TOLERANCE) {
      const middle = (low + high) / 2;
      if (power(direction * middle, level) < wanted) low = middle;
      else high = middle;
    }
    return high;
  };
  return {
    pValue: (right) => {
      const observed = statisticOf((i) => right[i]!);
      if (Number.isNaN(observed)) return NaN;
      return (1 + underNull.filter((statistic) => statistic >= observed).length) / (draws + 1);
    },
    power,
    detectableOffset: (level, wanted) => Math.max(leastIn(1, level, wanted), leastIn(-1, level, wanted)),
  };
}
