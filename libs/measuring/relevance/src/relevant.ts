/**
 * Makes sure that a ranking shows no more relevant items than there are.
 * @param ranked whether each item is relevant, the first place first
 * @param relevant how many items are, those that the ranking lacks included
 * @throws RangeError when `relevant` is no count, or less than the ranking holds
 */
export function checkRelevant(ranked: readonly boolean[], relevant: number): void {
  if (!Number.isInteger(relevant) || relevant < 0)
    throw new RangeError(`relevant: expected a whole number of at least 0, got ${relevant}`);
  const found = ranked.filter(Boolean).length;
  if (found > relevant)
    throw new RangeError(`relevant: expected at least the ${found} relevant items of the ranking, got ${relevant}`);
}
