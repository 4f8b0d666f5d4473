import { logit, sigmoid } from '@tiebreak/interpretation';
import { poissonBinomialTails, twoSidedP } from '@tiebreak/statistics';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** Calibration in the large: how many were to be right, and how many were. */
export interface PriorShift {
  readonly count: number;
  /** Sum of the scores. */
  readonly expected: number;
  /** Number of rights. */
  readonly observed: number;
  /** (observed - expected) / the standard deviation of the number of rights under the scores; NaN when that is 0. */
  readonly z: number;
  /** Two-sided, under the scores: exact where the variance of the number of rights is below 1,000, by `z` above. */
  readonly pValue: number;
  /**
   * What, added to every score's log-odds, makes the sum of scores the number of rights; above 0 when more were right
   * than expected. Infinite when none or all were right; NaN without outcomes.
   */
  readonly offset: number;
}

/** Above, the normal approximation errs by about a tenth of a p-value of .01; by a third where it is 100. */
const LARGE_VARIANCE = 1000;
/** Log-odds end at 36 either way, so that no shift need be larger. */
const LARGEST_OFFSET = 73;
const TOLERANCE = 1e-9;

/**
 * Compares the number of rights with the sum of the scores. It moves when the mix of traffic does (a new domain takes
 * utterances away, a device comes), even while ranking and slope stay.
 *
 * The p-value takes outcomes for independent given the scores, as merged winners or one domain's top hypotheses of
 * different utterances are. Of several hypotheses of one utterance at most one is right, so that their number varies
 * less than it takes it to: the p-value is then too large, never too small.
 * @throws RangeError when an outcome is not a probability with 0 or 1
 * @see Saerens, Latinne & Decaestecker, "Adjusting the Outputs of a Classifier to New a Priori Probabilities", Neural
 *   Computation 2002, for the shift; Spiegelhalter, Statistics in Medicine 1986, for the test
 */
export function priorShift(outcomes: ScoredOutcomes): PriorShift {
  const count = countOutcomes(outcomes);
  const scores = Float64Array.from(outcomes.scores);
  const observed = Float64Array.from(outcomes.right).reduce((sum, right) => sum + right, 0);
  const expected = scores.reduce((sum, score) => sum + score, 0);
  const variance = scores.reduce((sum, score) => sum + score * (1 - score), 0);
  const z = variance > 0 ? (observed - expected) / Math.sqrt(variance) : NaN;
  return {
    count,
    expected,
    observed,
    z,
    pValue: variance < LARGE_VARIANCE ? exactP(scores, observed) : twoSidedP(z),
    offset: offsetThatExplains(scores, observed),
  };
}

/** Twice the smaller tail: holds its level for any scores. */
function exactP(scores: Float64Array, observed: number): number {
  if (scores.length === 0) return NaN;
  const { atMost, atLeast } = poissonBinomialTails(scores, observed);
  return Math.min(2 * Math.min(atMost, atLeast), 1);
}

function offsetThatExplains(scores: Float64Array, observed: number): number {
  if (scores.length === 0) return NaN;
  if (observed === 0 || observed === scores.length) return observed === 0 ? -Infinity : Infinity;
  const logOdds = scores.map((score) => logit(score));
  let low = -LARGEST_OFFSET;
  let high = LARGEST_OFFSET;
  let offset = 0;
  while (high - low > TOLERANCE) {
    let excess = -observed;
    let rise = 0;
    for (const x of logOdds) {
      const p = sigmoid(x + offset);
      excess += p;
      rise += p * (1 - p);
    }
    if (excess < 0) low = offset;
    else high = offset;
    const next = offset - excess / rise;
    if (Math.abs(next - offset) < TOLERANCE) return next;
    // Newton's step, unless it leaves what is known to hold the offset.
    offset = next > low && next < high ? next : (low + high) / 2;
  }
  return offset;
}
