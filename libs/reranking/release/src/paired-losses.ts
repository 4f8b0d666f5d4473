import { bootstrap, normalQuantile } from '@tiebreak/statistics';

/** How much worse a candidate did than another model on the same lines, line by line. */
export interface PairedLosses {
  /** Candidate's loss minus the other's, summed over what the line holds. */
  readonly rises: Float64Array;
  /** What the line counts for in the mean loss: labels of its reference, or hypotheses. Parallel to `rises`. */
  readonly units: Float64Array;
}

/** Rise of the mean loss (sum of rises over sum of units), in the loss's unit; NaN without units. */
export function meanRise({ rises, units }: PairedLosses): number {
  return sum(rises) / sum(units);
}

/**
 * One-sided lower confidence bound of the mean rise, by percentile bootstrap over lines. Above 0: worse beyond chance.
 * @param error chance of a bound above 0 between equal models, in (0, 1/2)
 */
export function lowerBoundOfRise(
  { rises, units }: PairedLosses,
  error: number,
  { seed, draws = 2000 }: { readonly seed: number; readonly draws?: number },
): number {
  const statistic = (sampled: Int32Array): { readonly rise: number } => {
    let rise = 0;
    let unit = 0;
    for (const i of sampled) {
      rise += rises[i]!;
      unit += units[i]!;
    }
    return { rise: rise / unit };
  };
  return bootstrap({ units: rises.length, statistic, seed, draws, level: 1 - 2 * error }).rise[0];
}

/** The power that a gate states; the chance to catch what it says it would catch. */
const POWER = 0.8;

/**
 * The rise that a one-sided test of these lines would catch 80% of the time, by the normal approximation.
 *
 * The standard error is the paired one, of which the rise to be caught has its own part: a worse candidate differs from
 * the incumbent on more lines than this one may. Without that part two equal bundles would claim to see any rise at all.
 * @param error that of the test, in (0, 1/2)
 * @param ownVariance variance that a rise brings, per unit of summed loss: 1 for label edits each on a line of its own;
 *   2 for log-likelihood, since a small change of probabilities that costs t nats has variance 2t
 * @param tolerated rise of the mean loss that the test lets pass, at least 0
 * @returns in the loss's unit; NaN without units
 */
export function detectableRise(losses: PairedLosses, error: number, ownVariance: number, tolerated = 0): number {
  const z = normalQuantile(1 - error) + normalQuantile(POWER);
  const units = sum(losses.units);
  // The smallest total t with t - m = z * sqrt(variance + ownVariance * t), m being what is tolerated in all.
  const m = tolerated * units;
  const half = m + (ownVariance * z ** 2) / 2;
  return (half + Math.sqrt(half ** 2 - m ** 2 + z ** 2 * varianceOfSum(losses))) / units;
}

/** Variance of the summed rise as an estimate of lines drawn anew; the ratio's, by linearisation. */
function varianceOfSum(losses: PairedLosses): number {
  const { rises, units } = losses;
  const rise = meanRise(losses);
  const squares = sum(rises.map((value, i) => (value - rise * units[i]!) ** 2));
  return (squares * rises.length) / Math.max(1, rises.length - 1);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
