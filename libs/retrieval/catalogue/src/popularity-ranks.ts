/**
 * Turns any measure of popularity (sales, ratings, weeks in a chart) into the share of its catalogue that is less popular.
 * Equal values share their rank. What is missing (NaN) is less popular than all else.
 * @param values of every entity of the catalogue; not changed
 * @returns the share for one of these values, in [0, 1)
 */
export function popularityRanks(values: Float64Array): (value: number) => number {
  const sorted = values.map((value) => (Number.isNaN(value) ? -Infinity : value)).sort();
  return (value) => {
    const least = Number.isNaN(value) ? -Infinity : value;
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < least) low = middle + 1;
      else high = middle;
    }
    return sorted.length === 0 ? 0 : low / sorted.length;
  };
}
