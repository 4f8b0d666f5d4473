/** How likely results are looked at, by their place. */
export interface Propensities {
  /** Examination of each place relative to the first, which has 1; above 0. Places further down are as the last one. */
  readonly examination: Float64Array;
  /**
   * Share of the clicks at the first place that its relevance brought, in (0, 1]; the others it got because it stood first.
   */
  readonly relevantShare: number;
}

/** What would be right if everything were looked at alike: learning by it is naive. */
export const EVEN: Propensities = { examination: Float64Array.of(1), relevantShare: 1 };

/** One over the probability that a click at a place, from 0, was possible, times the probability that it means relevance. */
export function clickWeight({ examination, relevantShare }: Propensities, place: number): number {
  return (place === 0 ? relevantShare : 1) / examination[Math.min(place, examination.length - 1)]!;
}

/** The number of places of the longest list. */
export function longest(log: readonly { readonly results: readonly unknown[] }[]): number {
  const places = log.reduce((most, { results }) => Math.max(most, results.length), 0);
  if (places === 0) throw new RangeError('log: expected an impression with results, got none');
  return places;
}
