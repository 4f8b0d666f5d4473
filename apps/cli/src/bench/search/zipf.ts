import type { Random } from '@tiebreak/statistics';

/**
 * Draws ranks from 0 to `count - 1`, the k-th with probability in proportion to 1/(k + 1), as words stand in texts and
 * queries come to a search.
 * @see Zipf, "Human Behavior and the Principle of Least Effort", 1949
 */
export function zipfOver(count: number): (random: Random) => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 1);
  return (random) => {
    const drawn = random.uniform() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
