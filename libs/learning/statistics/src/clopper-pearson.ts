import type { Interval } from './bootstrap';
import { betaQuantile } from './distributions';

/** Which ends a bound is wanted for: the true share is at most the upper, at least the lower, or between the two. */
export type Side = 'upper' | 'lower' | 'both';

/**
 * Clopper and Pearson's exact interval for a share: it holds the true one at least as often as `confidence` says, for
 * any true share and any number of independent trials. Wider than need be for few trials.
 * @param successes a whole number in [0, `trials`]
 * @param trials a whole number of at least 0; without trials nothing is known, [0, 1]
 * @param confidence in (0, 1)
 * @param side 'upper' gives [0, bound] and 'lower' [bound, 1], all of the doubt spent on one end
 * @throws RangeError that names the argument which lies outside its range
 * @see Clopper & Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
 *   Biometrika 1934
 */
export function clopperPearson(successes: number, trials: number, confidence: number, side: Side): Interval {
  if (!Number.isInteger(trials) || trials < 0)
    throw new RangeError(`trials: expected a whole number of at least 0, got ${trials}`);
  if (!Number.isInteger(successes) || successes < 0 || successes > trials)
    throw new RangeError(`successes: expected a whole number from 0 to ${trials}, got ${successes}`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence: expected a share in (0, 1), got ${confidence}`);
  const tail = side === 'both' ? (1 - confidence) / 2 : 1 - confidence;
  const low = side === 'upper' || successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1);
  const high = side === 'lower' || successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes);
  return [low, high];
}
