import { fitLogistic } from '@tiebreak/calibration';
import { logit, type Probability, sigmoid } from '@tiebreak/interpretation';

/** What is done to a model's scores: logit(score) = scale * logit(bundle score) + shift. */
export interface Recalibration {
  /** In [0.5, 2], so that the order stays as it is. */
  readonly scale: number;
  /** In log-odds, in [-2, 2]. */
  readonly shift: number;
}

/** Leaves every score as the bundle gave it, to the bit. */
export const IDENTITY: Recalibration = { scale: 1, shift: 0 };

const SCALES = [0.5, 2] as const;
const SHIFTS = [-2, 2] as const;

/** Log-odds of made-up outcomes that turned out as their scores say; they weigh as much as so many real ones at each. */
const PRIOR_LOG_ODDS = [-3, -1, 1, 3];
const PRIOR_OUTCOMES = 5;

/** A score as it is given out. Under the identity it is the bundle's own, not one computed to equal it. */
export function recalibrate(bundleScore: Probability, { scale, shift }: Recalibration): Probability {
  return scale === 1 && shift === 0 ? bundleScore : sigmoid(scale * logit(bundleScore) + shift);
}

/**
 * The recalibration that outcomes ask for: Platt's line on the log-odds by maximum likelihood, of the outcomes and of 20
 * made-up ones that agree with the scores. These shrink it to the identity and see to it that there is a finite optimum; what
 * is then beyond the bounds is cut off.
 * @param logOdds of hypotheses by their bundle
 * @param right 0 or 1, parallel to `logOdds`
 * @see Platt, "Probabilistic Outputs for Support Vector Machines", 1999
 */
export function fitRecalibration(logOdds: readonly number[], right: readonly number[]): Recalibration {
  const prior = PRIOR_LOG_ODDS.flatMap((x) => Array.from({ length: PRIOR_OUTCOMES }, () => x));
  const x = Float64Array.from([...logOdds, ...prior]);
  const targets = Float64Array.from([...right, ...prior.map(sigmoid)]);
  const { weights } = fitLogistic([x, new Float64Array(x.length).fill(1)], targets);
  return { scale: clip(weights[0]!, SCALES), shift: clip(weights[1]!, SHIFTS) };
}

function clip(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(Math.max(value, low), high);
}
