/** Arithmetic mean; NaN without values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  const count = values.length;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum / count;
}

/** Middle value, or the mean of the two middle ones; NaN without values or when one is NaN. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * The value below which a share `q` of `values` lies, linear between order statistics (type 7 of Hyndman & Fan 1996,
 * as in R and NumPy). The input is not changed.
 * @param q in [0, 1]: 0 gives the least value, 1 the greatest
 * @returns NaN without values or when one is NaN
 * @throws RangeError when `q` is not in [0, 1]
 */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`expected a quantile in [0, 1], got ${q}`);
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  // A typed array sorts NaN last.
  if (last < 0 || Number.isNaN(sorted[last])) return NaN;
  const position = q * last;
  const low = sorted[Math.floor(position)]!;
  const high = sorted[Math.ceil(position)]!;
  // Equal infinities have no difference.
  return low === high ? low : low + (high - low) * (position - Math.floor(position));
}
