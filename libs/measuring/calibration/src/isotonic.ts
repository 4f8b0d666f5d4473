import type { Probability } from '@tiebreak/interpretation';
import { checkTraining } from './training-outcomes';

/** A rising curve through (log-odds, probability) knots: linear between them, constant outside. */
export interface IsotonicCalibrator {
  readonly kind: 'isotonic';
  /** Ascending, at least one. */
  readonly logOdds: readonly number[];
  /** Never falling, in (0, 1), parallel to `logOdds`. */
  readonly probabilities: readonly number[];
}

/** A run of outcomes, by ascending log-odds, that share one probability. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly rights: number;
  readonly count: number;
}

/**
 * Isotonic regression by pooling adjacent violators; outcomes with equal log-odds are pooled first.
 *
 * A block of pooled outcomes gets a knot at each end, so the curve equals the regression on the data, and crosses
 * the gap between two blocks in a straight line. Probabilities are clipped to [1/(2n), 1 - 1/(2n)], n = outcomes:
 * only the outermost blocks can be all wrong or all right, and n outcomes cannot show certainty. Wants about 1,000
 * outcomes or more; below, prefer a parametric calibrator.
 *
 * @param logOdds finite, in any scale
 * @param right 0 or 1, both present, parallel to `logOdds`
 * @throws Error when lengths differ, a log-odds is not finite, there are no data or one class only
 * @see Zadrozny & Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002
 */
export function fitIsotonic(logOdds: ArrayLike<number>, right: ArrayLike<number>): IsotonicCalibrator {
  checkTraining('fitIsotonic', logOdds, right);
  const count = logOdds.length;
  const knots: { logOdds: number[]; probabilities: number[] } = { logOdds: [], probabilities: [] };
  const least = 1 / (2 * count);
  for (const { first, last, rights, count: size } of poolViolators(logOdds, right)) {
    const probability = Math.min(Math.max(rights / size, least), 1 - least);
    knots.logOdds.push(first);
    knots.probabilities.push(probability);
    if (last === first) continue;
    knots.logOdds.push(last);
    knots.probabilities.push(probability);
  }
  return { kind: 'isotonic', ...knots };
}

function poolViolators(logOdds: ArrayLike<number>, right: ArrayLike<number>): readonly Block[] {
  const blocks: Block[] = [];
  for (const tie of ties(logOdds, right)) {
    let block = tie;
    for (let below = blocks.at(-1); below !== undefined && violates(below, block); below = blocks.at(-1)) {
      blocks.pop();
      block = pool(below, block);
    }
    blocks.push(block);
  }
  return blocks;
}

/** Outcomes with equal log-odds in one block each, by ascending log-odds. */
function ties(logOdds: ArrayLike<number>, right: ArrayLike<number>): readonly Block[] {
  const order = Int32Array.from(logOdds, (_, i) => i).sort((i, j) => logOdds[i]! - logOdds[j]!);
  const blocks: Block[] = [];
  for (const i of order) {
    const block: Block = { first: logOdds[i]!, last: logOdds[i]!, rights: right[i]!, count: 1 };
    const below = blocks.at(-1);
    if (below?.last === block.first) blocks[blocks.length - 1] = pool(below, block);
    else blocks.push(block);
  }
  return blocks;
}

/** Whether the share right does not rise; equal shares are pooled too, which saves knots. */
function violates(below: Block, above: Block): boolean {
  return below.rights * above.count >= above.rights * below.count;
}

function pool(below: Block, above: Block): Block {
  return {
    first: below.first,
    last: above.last,
    rights: below.rights + above.rights,
    count: below.count + above.count,
  };
}

/** The curve's height at `x`. */
export function isotonicProbability(calibrator: IsotonicCalibrator, x: number): Probability {
  const { logOdds, probabilities } = calibrator;
  const above = firstAbove(logOdds, x);
  if (above === 0) return probabilities[0]! as Probability;
  const low = probabilities[above - 1]!;
  if (above === logOdds.length) return low as Probability;
  const high = probabilities[above]!;
  const share = (x - logOdds[above - 1]!) / (logOdds[above]! - logOdds[above - 1]!);
  // Rounding must not lift a point above the next knot.
  return Math.min(low + (high - low) * share, high) as Probability;
}

/** Index of the first knot above `x`, or the number of knots. */
function firstAbove(knots: readonly number[], x: number): number {
  let low = 0;
  let high = knots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (knots[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
