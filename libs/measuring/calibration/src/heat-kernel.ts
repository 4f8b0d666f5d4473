/** Cells of the grid on [0, 1]; smoothing narrower than one cell cannot be told from none. */
const CELLS = 1000;
const MIDDLE = CELLS / 2;
/** e^(-x^2 / 2) is below 1e-5 beyond: coefficients damped so far are left out. */
const NEGLIGIBLE = 4.8;

let cosineRows: Float64Array | undefined;

/** Row k holds cos(pi k j / CELLS) for j up to the middle; the rest follows by symmetry. 4 MB, made once. */
function cosines(): Float64Array {
  if (cosineRows === undefined) {
    const period = Float64Array.from({ length: 2 * CELLS }, (_, i) => Math.cos((Math.PI * i) / CELLS));
    cosineRows = new Float64Array((CELLS + 1) * (MIDDLE + 1));
    for (let k = 0, cell = 0; k <= CELLS; k++) {
      for (let j = 0; j <= MIDDLE; j++) cosineRows[cell++] = period[(k * j) % (2 * CELLS)]!;
    }
  }
  return cosineRows;
}

/**
 * A signed measure on [0, 1], to be smoothed by a Gaussian that is reflected at 0 and 1.
 *
 * The reflected Gaussian is the heat kernel with insulated ends, 1 + 2 sum_k e^(-k^2 pi^2 sigma^2 / 2) cos(k pi x)
 * cos(k pi t), so smoothing damps the cosine coefficients of the measure: one transform serves every bandwidth.
 * Even and odd coefficients are kept apart, as they are symmetric and antisymmetric about 1/2.
 */
export class ReflectedMeasure {
  private readonly masses = new Float64Array(CELLS + 1);
  private readonly coefficients = new Float64Array(CELLS + 1);
  private known = 0;
  private readonly even = new Float64Array(MIDDLE + 1);
  private readonly odd = new Float64Array(MIDDLE + 1);

  /** Adds `mass` at `position` in [0, 1], shared between the two nearest grid points so that its mean stays. */
  add(position: number, mass: number): void {
    const cell = Math.min(Math.floor(position * CELLS), CELLS - 1);
    const above = position * CELLS - cell;
    this.masses[cell]! += mass * (1 - above);
    this.masses[cell + 1]! += mass * above;
    this.known = 0;
  }

  /** The integral of the absolute density without smoothing. */
  totalVariation(): number {
    return this.masses.reduce((sum, mass) => sum + Math.abs(mass), 0);
  }

  /** The integral over [0, 1] of the absolute density after smoothing with standard deviation `bandwidth` > 0. */
  smoothedVariation(bandwidth: number): number {
    const last = Math.min(CELLS, Math.ceil(NEGLIGIBLE / (Math.PI * bandwidth)));
    this.transform(last);
    const { even, odd } = this;
    even.fill(0);
    odd.fill(0);
    const rows = cosines();
    for (let k = 0; k <= last; k++) {
      const damping = Math.exp(-((k * Math.PI * bandwidth) ** 2) / 2);
      // The first and last coefficients of a cosine series on CELLS + 1 points count once.
      const weight = (k === 0 || k === CELLS ? 1 : 2) * this.coefficients[k]! * damping;
      const target = k % 2 === 0 ? even : odd;
      const row = k * (MIDDLE + 1);
      for (let j = 0; j <= MIDDLE; j++) target[j]! += weight * rows[row + j]!;
    }
    let sum = (Math.abs(even[0]! + odd[0]!) + Math.abs(even[0]! - odd[0]!)) / 2 + Math.abs(even[MIDDLE]!);
    for (let j = 1; j < MIDDLE; j++) sum += Math.abs(even[j]! + odd[j]!) + Math.abs(even[j]! - odd[j]!);
    return sum / CELLS;
  }

  /** Makes the coefficients up to `last` known: sum of mass * cos(k pi position). */
  private transform(last: number): void {
    if (this.known > last) return;
    const { masses } = this;
    const sums = new Float64Array(MIDDLE + 1);
    const differences = new Float64Array(MIDDLE + 1);
    for (let j = 0; j < MIDDLE; j++) {
      sums[j] = masses[j]! + masses[CELLS - j]!;
      differences[j] = masses[j]! - masses[CELLS - j]!;
    }
    sums[MIDDLE] = masses[MIDDLE]!;
    const rows = cosines();
    for (let k = this.known; k <= last; k++) {
      const folded = k % 2 === 0 ? sums : differences;
      const row = k * (MIDDLE + 1);
      let coefficient = 0;
      for (let j = 0; j <= MIDDLE; j++) coefficient += folded[j]! * rows[row + j]!;
      this.coefficients[k] = coefficient;
    }
    this.known = last + 1;
  }
}
