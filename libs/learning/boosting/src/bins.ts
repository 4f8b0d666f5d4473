import type { RankedLists } from '@tiebreak/objectives';

/** Feature columns cut into bins, which is all that growing a tree looks at. */
export interface BinnedFeatures {
  readonly columns: number;
  readonly rows: number;
  /** Column-major, columns * rows: the bin of every value, in [0, 254]. */
  readonly bins: Uint8Array;
  /**
   * For each column the ascending upper bounds of its bins but the last, which has none: bin b holds the values x with
   * thresholds[b - 1] < x <= thresholds[b]. Float32, so that the test `x <= threshold` of a graph reproduces it exactly.
   */
  readonly thresholds: readonly Float32Array[];
}

const MOST_BINS = 255;

/**
 * Cuts every column into at most 255 bins: one for each distinct value where that is enough, else so that the fullest
 * bin that holds several values is as small as it can be. Bounds lie midway between neighbouring values.
 * @param features.features row-major float32, rows * columns, all finite
 * @throws RangeError naming the column when a value is not finite, or when the features do not fill whole rows
 */
export function binFeatures({ columns, features }: Pick<RankedLists, 'columns' | 'features'>): BinnedFeatures {
  if (!Number.isInteger(columns) || columns < 1) throw new RangeError(`columns: expected at least 1, got ${columns}`);
  const rows = features.length / columns;
  if (!Number.isInteger(rows)) {
    throw new RangeError(`features: expected whole rows of ${columns} columns, got ${features.length} values`);
  }
  const bins = new Uint8Array(features.length);
  const thresholds: Float32Array[] = [];
  const values = new Float32Array(rows);
  const sorted = new Float32Array(rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) values[row] = features[row * columns + column]!;
    sorted.set(values);
    sorted.sort();
    // A typed array sorts NaN last, so that the ends tell of everything that is not finite.
    for (const end of rows === 0 ? [] : [sorted[0]!, sorted[rows - 1]!]) {
      if (!Number.isFinite(end))
        throw new RangeError(`features: expected finite numbers, got ${end} in column ${column}`);
    }
    const bounds = upperBounds(sorted);
    const first = column * rows;
    if (bounds.length > 0) for (let row = 0; row < rows; row++) bins[first + row] = binOf(values[row]!, bounds);
    thresholds.push(bounds);
  }
  return { columns, rows, bins, thresholds };
}

function upperBounds(sorted: Float32Array): Float32Array {
  const runs = runStarts(sorted);
  let low = 1;
  let high = Math.max(1, sorted.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (binsNeeded(runs, middle)[0]! <= MOST_BINS) high = middle;
    else low = middle + 1;
  }
  return Float32Array.from(binStarts(runs, low), (at) => between(sorted[at - 1]!, sorted[at]!));
}

/** Where each distinct value begins in the sorted ones, and at last their number. */
function runStarts(sorted: Float32Array): Int32Array {
  const starts = new Int32Array(sorted.length + 1);
  let runs = 0;
  // -0 equals 0 here, as it does in a graph.
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts[runs++] = i;
  starts[runs] = sorted.length;
  return starts.subarray(0, runs + 1);
}

/**
 * How many bins the values from each run on need when no bin may hold more than `capacity` of them unless they are all
 * equal: filling each bin before the next one begins needs the fewest.
 */
function binsNeeded(runs: Int32Array, capacity: number): Int32Array {
  const count = runs.length - 1;
  const needed = new Int32Array(count + 1);
  let next = count;
  for (let run = count - 1; run >= 0; run--) {
    while (next > run + 1 && runs[next]! - runs[run]! > capacity) next--;
    needed[run] = 1 + needed[next]!;
  }
  return needed;
}

/**
 * Where the second and all later bins begin, for a capacity that 255 bins are enough for. A bin ends early when it has
 * an even share of what is left and the bins still suffice, so that none of them goes unused.
 */
function binStarts(runs: Int32Array, capacity: number): number[] {
  const needed = binsNeeded(runs, capacity);
  const total = runs.at(-1)!;
  const starts: number[] = [];
  let begin = 0;
  for (let run = 1; run < runs.length - 1; run++) {
    const binsAfter = MOST_BINS - starts.length - 1;
    const full = runs[run + 1]! - begin > capacity;
    const even = (runs[run]! - begin) * (binsAfter + 1) >= total - begin;
    if (!full && !(even && needed[run]! <= binsAfter)) continue;
    begin = runs[run]!;
    starts.push(begin);
  }
  return starts;
}

/** A float32 at least `low` and below `high`, midway where rounding allows. */
function between(low: number, high: number): number {
  const middle = Math.fround((low + high) / 2);
  return middle < high ? middle : low;
}

/** The number of bounds below the value. */
function binOf(value: number, bounds: Float32Array): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= bounds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
