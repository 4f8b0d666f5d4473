import { sigmoid, softplus } from '@tiebreak/interpretation';
import { chiSquareTail, type Interval, normalQuantile } from '@tiebreak/statistics';
import { fitLogistic } from './logistic-regression';

/** logit P(right) = slope * x + intercept. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** A line fitted to outcomes, what the data know of it, and whether they allow another line. */
export interface FittedLine extends Line {
  /** Standard errors, from the expected information at the fit. */
  readonly standardErrors: Line;
  /** Wald intervals, each for itself. */
  readonly intervals: { readonly slope: Interval; readonly intercept: Interval };
  /**
   * P-value of the expected line against all lines, by the score test with 2 degrees of freedom. It needs no fit, and so
   * is there for outcomes of one class or separated by a threshold too; NaN where the x do not differ.
   */
  readonly scoreP: number;
  /** The same by the likelihood ratio; NaN where there is no fit. */
  readonly likelihoodRatioP: number;
}

/** Symmetric 2 x 2: of the slope, of both, of the intercept. */
export type Information = readonly [slope: number, both: number, intercept: number];

/** Below this share of what it would be without correlation, a determinant is rounding. */
const SINGULAR = 1e-12;

/**
 * Fits slope and intercept by plain maximum likelihood and tests them together against a line that is expected.
 * @param x finite
 * @param right 0 or 1, parallel to `x`; independent of each other
 * @param expected the line of the null
 * @param level of the intervals, in (0, 1)
 * @returns NaN for the fit where no finite one is best: no outcomes, one class only, equal x, or a threshold on x that
 *   separates the classes
 * @see Cox & Hinkley, "Theoretical Statistics", 1974, chapter 9 (score, likelihood ratio and Wald tests)
 */
export function fitLine(x: Float64Array, right: Float64Array, expected: Line, level = 0.95): FittedLine {
  const scoreP = scoreTest(x, right, expected);
  if (!overlap(x, right)) {
    const none = { slope: NaN, intercept: NaN };
    const intervals = { slope: [NaN, NaN], intercept: [NaN, NaN] } as const;
    return { ...none, standardErrors: none, intervals, scoreP, likelihoodRatioP: NaN };
  }
  const { weights, loss } = fitLogistic([x, new Float64Array(x.length).fill(1)], right);
  const fit = { slope: weights[0]!, intercept: weights[1]! };
  const [ofSlope, both, ofIntercept] = informationOf(x, fit);
  const determinant = ofSlope * ofIntercept - both * both;
  const standardErrors = {
    slope: Math.sqrt(ofIntercept / determinant),
    intercept: Math.sqrt(ofSlope / determinant),
  };
  const z = normalQuantile((1 + level) / 2);
  const interval = (key: keyof Line): Interval => [
    fit[key] - z * standardErrors[key],
    fit[key] + z * standardErrors[key],
  ];
  return {
    ...fit,
    standardErrors,
    intervals: { slope: interval('slope'), intercept: interval('intercept') },
    scoreP,
    likelihoodRatioP: chiSquareTail(2 * (totalLoss(x, right, expected) - loss * x.length), 2),
  };
}

/** Expected information about slope and intercept, were the line true. */
export function informationOf(x: Float64Array, { slope, intercept }: Line): Information {
  let ofSlope = 0;
  let both = 0;
  let ofIntercept = 0;
  for (const value of x) {
    const p = sigmoid(slope * value + intercept);
    const variance = p * (1 - p);
    ofSlope += variance * value * value;
    both += variance * value;
    ofIntercept += variance;
  }
  return [ofSlope, both, ofIntercept];
}

/**
 * What a score statistic comes to: gradient' information^-1 gradient, chi-square with 2 degrees under the null.
 * @returns NaN when the information does not tell slope and intercept apart
 */
export function scoreStatistic(
  gradient: readonly [slope: number, intercept: number],
  information: Information,
): number {
  const [ofSlope, both, ofIntercept] = information;
  const determinant = ofSlope * ofIntercept - both * both;
  if (!(determinant > SINGULAR * ofSlope * ofIntercept)) return NaN;
  const [s, i] = gradient;
  return (s * s * ofIntercept - 2 * s * i * both + i * i * ofSlope) / determinant;
}

function scoreTest(x: Float64Array, right: Float64Array, expected: Line): number {
  let ofSlope = 0;
  let ofIntercept = 0;
  x.forEach((value, i) => {
    const residual = right[i]! - sigmoid(expected.slope * value + expected.intercept);
    ofSlope += residual * value;
    ofIntercept += residual;
  });
  const statistic = scoreStatistic([ofSlope, ofIntercept], informationOf(x, expected));
  return Number.isNaN(statistic) ? NaN : chiSquareTail(statistic, 2);
}

/** Negative log-likelihood of all outcomes, in nats. */
function totalLoss(x: Float64Array, right: Float64Array, { slope, intercept }: Line): number {
  return x.reduce((sum, value, i) => {
    const logOdds = slope * value + intercept;
    return sum + softplus(logOdds) - right[i]! * logOdds;
  }, 0);
}

/** Whether the ranges of the two classes overlap in more than one point, without which no finite fit exists. */
function overlap(x: Float64Array, right: Float64Array): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < right.length; i++) {
    const outcome = right[i]!;
    low[outcome] = Math.min(low[outcome]!, x[i]!);
    high[outcome] = Math.max(high[outcome]!, x[i]!);
  }
  return low[0]! < high[1]! && low[1]! < high[0]!;
}
