/** An entity that a first search found, taken as relevant though nobody said so. */
export interface FeedbackEntity {
  /** Of the first search; positive. */
  readonly score: number;
  /** How much each of its terms counts in it; positive. */
  readonly terms: readonly (readonly [term: string, count: number])[];
}

export interface ExpansionOptions {
  /** Terms that are taken from what was found, those that it speaks of most; at least 1. */
  readonly terms: number;
  /** Share of the query's own terms in the new one, in [0, 1]. */
  readonly originalShare: number;
}

export const DEFAULT_EXPANSION: ExpansionOptions = { terms: 20, originalShare: 0.5 };

/**
 * The query with the terms that the entities found by it speak of, RM3:
 *
 *   p(w) = s p(w | query) + (1 - s) sum_e p(e | query) p(w | e)
 *
 * where s is the original share, p(w | e) the share of a term in an entity, and p(e | query) the share of its score in that
 * of all. Only the strongest terms of the sum are kept, as the shares that they have of what is kept.
 * @param query how much each term counts, positive
 * @returns weights above 0; their sum is 1, or the original share when nothing was found
 * @see Lavrenko & Croft, "Relevance-Based Language Models", SIGIR 2001; Abdul-Jaleel et al., "UMass at TREC 2004: Novelty
 *   and HARD", whose mixture with the query it is
 */
export function expandQuery(
  query: ReadonlyMap<string, number>,
  found: readonly FeedbackEntity[],
  { terms, originalShare }: ExpansionOptions = DEFAULT_EXPANSION,
): Map<string, number> {
  const expanded = new Map<string, number>();
  addShares(expanded, [...query], originalShare);
  const model = new Map<string, number>();
  const all = total(found.map(({ score }) => score));
  for (const entity of found) addShares(model, entity.terms, entity.score / all);
  const strongest = [...model].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, terms);
  addShares(expanded, strongest, 1 - originalShare);
  return new Map([...expanded].filter(([, weight]) => weight > 0));
}

/** Adds the share of each term in all of them, times `weight`. */
function addShares(
  sums: Map<string, number>,
  terms: readonly (readonly [term: string, count: number])[],
  weight: number,
): void {
  const all = total(terms.map(([, count]) => count));
  for (const [term, count] of terms) sums.set(term, (sums.get(term) ?? 0) + (weight * count) / all);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
