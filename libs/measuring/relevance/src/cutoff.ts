/**
 * How many places of a ranking count.
 * @param cutoff the first so many; all when it is infinite
 * @throws RangeError when `cutoff` is no whole number of at least 1
 */
export function places(ranked: ArrayLike<unknown>, cutoff: number): number {
  if (cutoff !== Infinity && !(Number.isInteger(cutoff) && cutoff >= 1))
    throw new RangeError(`cutoff: expected a whole number of at least 1, got ${cutoff}`);
  return Math.min(cutoff, ranked.length);
}
