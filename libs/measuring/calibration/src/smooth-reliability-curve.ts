import { quantile, type Random } from '@tiebreak/statistics';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';
import { smoothCalibrationError } from './smooth-calibration-error';

export interface SmoothReliabilityPoint {
  /** In [0, 1]. */
  readonly score: number;
  /** Share right near that score, in [0, 1]; calibrated scores have it near `score`. */
  readonly rate: number;
  /** Ends of the rate's pointwise 95% band. */
  readonly low: number;
  readonly high: number;
  /** Density of the scores, smoothed alike; over [0, 1] it integrates to 1. */
  readonly density: number;
}

export interface SmoothReliabilityCurve {
  /** By ascending score; scores with less than one outcome's worth of neighbours are left out. */
  readonly points: readonly SmoothReliabilityPoint[];
  /** Standard deviation of the kernel: the smooth calibration error, at least 1/1000. NaN without outcomes. */
  readonly bandwidth: number;
}

export interface SmoothReliabilityOptions {
  /** How many scores from 0 to 1 to look at, both included, at least 2; 101 when left out. */
  readonly grid?: number;
  /** Bootstrap draws for the band; 500 when left out. */
  readonly draws?: number;
  readonly random: Random;
  /** The unit that each outcome belongs to, resampled as a whole; every outcome is its own when left out. */
  readonly units?: ArrayLike<number | string>;
}

/** Cells that outcomes are shared out to, as in `smoothCalibrationError`, and the least bandwidth that they can tell. */
const CELLS = 1000;
const NEGLIGIBLE = 6;
const LEVEL = 0.95;

/**
 * Reliability diagram without bins: kernel regression of the outcomes on the scores by a Gaussian reflected at 0 and 1,
 * with the bandwidth at which the smooth calibration error equals itself, so that what the eye sees between curve and
 * diagonal is about that error.
 *
 * The band resamples units and keeps the bandwidth. It is pointwise, and holds the smoothed rate: what smoothing itself
 * bends (near 0 and 1, where reflection flattens the curve) it does not cover.
 * @returns no points without outcomes
 * @throws RangeError when an outcome is not a probability with 0 or 1, an option is no count, or units are not as many
 *   as outcomes
 * @see Błasiok & Nakkiran, "Smooth ECE", ICLR 2024 (2309.12236), section 4; Nadaraya 1964, Watson 1964
 */
export function smoothReliabilityCurve(
  outcomes: ScoredOutcomes,
  { grid = 101, draws = 500, random, units }: SmoothReliabilityOptions,
): SmoothReliabilityCurve {
  if (!Number.isInteger(grid) || grid < 2) throw new RangeError(`expected at least 2 grid points, got ${grid}`);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`expected at least 1 draw, got ${draws}`);
  const count = countOutcomes(outcomes);
  if (units !== undefined && units.length !== count)
    throw new RangeError(`expected a unit for each of ${count} outcomes, got ${units.length}`);
  if (count === 0) return { points: [], bandwidth: NaN };

  const bandwidth = Math.max(smoothCalibrationError(outcomes), 1 / CELLS);
  const kernels = Array.from({ length: grid }, (_, g) => new Kernel(g / (grid - 1), bandwidth));
  const cells = new Cells();
  for (let i = 0; i < count; i++) cells.add(outcomes.scores[i]!, outcomes.right[i]!);
  const drawn = kernels.map(() => new Float64Array(draws));
  const members = membersOf(count, units);
  const resampled = new Cells();
  for (let draw = 0; draw < draws; draw++) {
    resampled.clear();
    members.forEach(() => {
      for (const i of members[random.integer(members.length)]!) resampled.add(outcomes.scores[i]!, outcomes.right[i]!);
    });
    kernels.forEach((kernel, g) => (drawn[g]![draw] = kernel.rate(resampled)));
  }
  const points = kernels.flatMap((kernel, g) => {
    if (kernel.neighbours(cells) < 1) return [];
    // A resample may have no outcome near a sparse score.
    const rates = drawn[g]!.filter((rate) => !Number.isNaN(rate));
    const tail = (1 - LEVEL) / 2;
    return {
      score: kernel.score,
      rate: kernel.rate(cells),
      low: quantile(rates, tail),
      high: quantile(rates, 1 - tail),
      density: kernel.neighbours(cells) / (count * bandwidth * Math.sqrt(2 * Math.PI)),
    };
  });
  return { points, bandwidth };
}

/** Indices of the outcomes of each unit. */
function membersOf(count: number, units?: ArrayLike<number | string>): readonly (readonly number[])[] {
  const members = new Map<number | string, number[]>();
  for (let i = 0; i < count; i++) {
    const unit = units?.[i] ?? i;
    const together = members.get(unit);
    if (together === undefined) members.set(unit, [i]);
    else together.push(i);
  }
  return [...members.values()];
}

/** How many outcomes, and how many rights, lie about each of the scores 0, 1/1000, ... 1. */
class Cells {
  readonly counts = new Float64Array(CELLS + 1);
  readonly rights = new Float64Array(CELLS + 1);

  /** Shares an outcome between the two nearest cells so that its mean stays. */
  add(score: number, right: number): void {
    const cell = Math.min(Math.floor(score * CELLS), CELLS - 1);
    const above = score * CELLS - cell;
    this.counts[cell]! += 1 - above;
    this.counts[cell + 1]! += above;
    if (right === 0) return;
    this.rights[cell]! += 1 - above;
    this.rights[cell + 1]! += above;
  }

  clear(): void {
    this.counts.fill(0);
    this.rights.fill(0);
  }
}

/** A reflected Gaussian about one score, as weights of the cells that it reaches; 1 at its own score. */
class Kernel {
  private readonly first: number;
  private readonly weights: Float64Array;

  constructor(
    readonly score: number,
    bandwidth: number,
  ) {
    const reach = NEGLIGIBLE * bandwidth;
    this.first = Math.max(Math.ceil((score - reach) * CELLS), 0);
    const last = Math.min(Math.floor((score + reach) * CELLS), CELLS);
    const bell = (distance: number): number => Math.exp(-((distance / bandwidth) ** 2) / 2);
    this.weights = Float64Array.from({ length: Math.max(last - this.first + 1, 0) }, (_, i) => {
      const cell = (this.first + i) / CELLS;
      return bell(cell - score) + bell(cell + score) + bell(2 - cell - score);
    });
  }

  /** How many outcomes at the very score the neighbourhood is worth. */
  neighbours({ counts }: Cells): number {
    return this.weights.reduce((sum, weight, i) => sum + weight * counts[this.first + i]!, 0);
  }

  /** Share right among the neighbours; NaN without any. */
  rate({ counts, rights }: Cells): number {
    let all = 0;
    let right = 0;
    for (let i = 0; i < this.weights.length; i++) {
      all += this.weights[i]! * counts[this.first + i]!;
      right += this.weights[i]! * rights[this.first + i]!;
    }
    return all > 0 ? Math.min(right / all, 1) : NaN;
  }
}
