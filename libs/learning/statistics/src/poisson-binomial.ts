/** How likely a number of successes is to come out at most, and at least, as large as one that was seen. */
export interface Tails {
  readonly atMost: number;
  readonly atLeast: number;
}

/**
 * Both tails of a sum of independent trials, each with a probability of its own; to about 1e-12.
 * Takes time in the order of trials times `successes` (or times the failures, whichever are fewer).
 * @param probabilities each in [0, 1], at least one
 * @param successes a whole number from 0 to their count
 * @throws RangeError when `successes` is no such number
 * @see Hong, "On Computing the Distribution Function for the Poisson Binomial Distribution", Computational Statistics
 *   & Data Analysis 2013, who compares this recursion with others
 */
export function poissonBinomialTails(probabilities: ArrayLike<number>, successes: number): Tails {
  const trials = probabilities.length;
  if (!Number.isInteger(successes) || successes < 0 || successes > trials)
    throw new RangeError(`successes: expected a whole number from 0 to ${trials}, got ${successes}`);
  if (2 * successes > trials) {
    const mirrored = poissonBinomialTails(
      Float64Array.from(probabilities, (p) => 1 - p),
      trials - successes,
    );
    return { atMost: mirrored.atLeast, atLeast: mirrored.atMost };
  }
  // mass[k] = P(k successes so far), for k up to those seen; what lies beyond is not needed.
  const mass = new Float64Array(successes + 1);
  mass[0] = 1;
  for (let i = 0; i < trials; i++) {
    const p = probabilities[i]!;
    for (let k = Math.min(i + 1, successes); k > 0; k--) mass[k] = mass[k]! * (1 - p) + mass[k - 1]! * p;
    mass[0] *= 1 - p;
  }
  const atMost = mass.reduce((sum, m) => sum + m, 0);
  return { atMost: Math.min(atMost, 1), atLeast: Math.min(1, Math.max(1 - atMost + mass[successes]!, 0)) };
}
