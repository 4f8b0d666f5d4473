import { logit } from '@tiebreak/interpretation';
import { holm, type Interval, type Random } from '@tiebreak/statistics';
import type { DomainPair } from './domain-pairs';
import { lineNull } from './line-null';
import { fitLine } from './logistic-line';

/** Whether two domains' scores may be compared as they stand. */
export interface PairwiseDomainTest {
  readonly domains: readonly [first: string, second: string];
  /** Lines on which exactly one of the two was right. */
  readonly lines: number;
  /**
   * By how much the first domain's log-odds lie too low against the second's; 0 when both are calibrated. NaN, as all
   * of the fit, where no finite one is best.
   */
  readonly offset: number;
  /** Of the difference of the two log-odds; 1 when both are calibrated. */
  readonly slope: number;
  readonly standardErrors: { readonly offset: number; readonly slope: number };
  /** 95% Wald intervals. */
  readonly intervals: { readonly offset: Interval; readonly slope: Interval };
  /**
   * Score test of offset 0 and slope 1 together, its distribution drawn: at least 1 / (draws + 1). NaN without lines or
   * when all differ by equal log-odds.
   */
  readonly pValue: number;
  /** Holm's correction over all pairs. */
  readonly adjustedP: number;
  /**
   * The least offset that the test would find on these lines, whichever its direction, as often as the power asked for,
   * at the level asked for and without correction; Infinity when it would find none. The slope is taken to be 1.
   */
  readonly detectableOffset: number;
}

export interface PairwiseOptions {
  readonly random: Random;
  /** Redrawn label sets for each p-value and each power; 999 when left out. */
  readonly draws?: number;
  /** Level that `detectableOffset` is reckoned at, in (0, 1); .05 when left out. */
  readonly level?: number;
  /** In (0, 1); .8 when left out. */
  readonly power?: number;
}

/**
 * Tests domains against each other, two at a time, on the lines where exactly one of the two is right. If both are
 * calibrated and their evidence is independent given the meaning, then by Bayes' rule
 * logit P(first right) = logit(score first) - logit(score second) + ln((1 - rate first) / (1 - rate second)):
 * the odds of either score hold its prior, and against each other the priors of "wrong" are left over.
 *
 * Scores that are each calibrated alone may fail: where two domains read the same words alike, their evidence is not
 * independent. A pair that is not rejected may still be off by less than `detectableOffset`.
 * @throws RangeError when `draws` is no count, or level or power lie outside their ranges
 */
export function pairwiseDomainTests(
  pairs: readonly DomainPair[],
  { random, draws = 999, level = 0.05, power = 0.8 }: PairwiseOptions,
): PairwiseDomainTest[] {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`expected at least 1 draw, got ${draws}`);
  for (const [name, share] of Object.entries({ level, power }))
    if (!(share > 0 && share < 1)) throw new RangeError(`${name}: expected a share in (0, 1), got ${share}`);
  const tests = pairs.map(({ domains, scores: [first, second], firstRight, rightRates }) => {
    const x = Float64Array.from({ length: firstRight.length }, (_, i) => logit(first[i]!) - logit(second[i]!));
    const expected = { slope: 1, intercept: Math.log1p(-rightRates[0]) - Math.log1p(-rightRates[1]) };
    const fit = fitLine(x, Float64Array.from(firstRight), expected);
    const underNull = lineNull(x, expected, { draws, random });
    const [low, high] = fit.intervals.intercept;
    const ofOffset: Interval = [low - expected.intercept, high - expected.intercept];
    return {
      domains,
      lines: firstRight.length,
      offset: fit.intercept - expected.intercept,
      slope: fit.slope,
      standardErrors: { offset: fit.standardErrors.intercept, slope: fit.standardErrors.slope },
      intervals: { offset: ofOffset, slope: fit.intervals.slope },
      pValue: underNull.pValue(firstRight),
      detectableOffset: underNull.detectableOffset(level, power),
    };
  });
  const adjusted = holm(tests.map(({ pValue }) => pValue));
  return tests.map((test, i) => ({ ...test, adjustedP: adjusted[i]! }));
}
