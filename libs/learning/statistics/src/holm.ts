/**
 * Holm's adjusted p-values: reject those at or below a level, and the chance of even one false rejection among all
 * stays below it, however the tests depend on each other.
 *
 * The i-th smallest of m is multiplied by m - i + 1, and never ends below a smaller one.
 * @param pValues in [0, 1], in any order; NaN for a test that could not be made, which then does not count as one
 * @returns in [0, 1], parallel to `pValues`, none below its own; NaN where NaN came
 * @throws RangeError that names the first value outside [0, 1]
 * @see Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 1979
 */
export function holm(pValues: readonly number[]): number[] {
  const made = pValues.flatMap((p, index) => {
    if (p < 0 || p > 1) throw new RangeError(`pValues[${index}]: expected a p-value in [0, 1], got ${p}`);
    return Number.isNaN(p) ? [] : [{ p, index }];
  });
  const adjusted = pValues.map(() => NaN);
  let highest = 0;
  made
    .sort((a, b) => a.p - b.p)
    .forEach(({ p, index }, rank) => {
      highest = Math.max(highest, Math.min(p * (made.length - rank), 1));
      adjusted[index] = highest;
    });
  return adjusted;
}
