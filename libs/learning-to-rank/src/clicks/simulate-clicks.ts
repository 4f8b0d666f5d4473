import type { Random } from '@tiebreak/statistics';
import { type JudgedQueries } from '../judged-queries';
import type { ClickLog, LoggedImpression, ShownResult } from './click-log';

/** A user who looks down a list, and rankers that make it. */
export interface ClickSimulation {
  /** Probability that each place is looked at; lists are as long as this. */
  readonly examination: readonly number[];
  /** Probability that an irrelevant result is clicked because it stands first. */
  readonly trust: number;
  /** Probability that a result of a grade is clicked when it is looked at. */
  readonly attraction: (grade: number) => number;
  /** Scores of all candidates by each ranker that made lists; one is drawn for each impression. */
  readonly rankers: readonly Float64Array[];
  /** Share of impressions in which a fair coin exchanges two neighbours. */
  readonly swapShare: number;
}

/**
 * Clicks on judged queries by a position-based model with trust: P(click) = examination * attraction, and at the first
 * place examination * (attraction + trust * (1 - attraction)). Each query is drawn equally often. What is learned from
 * them can be held against the grades.
 * @see Richardson, Dominowska & Ragno, "Predicting Clicks", WWW 2007, for the position-based model
 */
export function simulateClicks(
  queries: JudgedQueries,
  { examination, trust, attraction, rankers, swapShare }: ClickSimulation,
  impressions: number,
  random: Random,
): ClickLog {
  const { grades, offsets, features, columns } = queries;
  const lists = rankers.map((scores) => rankedRows(offsets, scores, examination.length));
  return Array.from({ length: impressions }, (): LoggedImpression => {
    const query = random.integer(offsets.length - 1);
    const rows = [...lists[random.integer(rankers.length)]![query]!];
    const swap =
      rows.length > 1 && random.uniform() < swapShare
        ? { place: 1 + random.integer(rows.length - 1), swapped: random.uniform() < 0.5 }
        : undefined;
    if (swap?.swapped === true) [rows[swap.place - 1], rows[swap.place]] = [rows[swap.place]!, rows[swap.place - 1]!];
    const results = rows.map((row, place): ShownResult => {
      const wanted = attraction(grades[row]!);
      const clicked = random.uniform() < examination[place]! * (place === 0 ? wanted + trust * (1 - wanted) : wanted);
      return {
        entity: String(row - offsets[query]!),
        features: features.subarray(row * columns, (row + 1) * columns),
        action: clicked ? 'click' : 'none',
      };
    });
    return { query: String(query), results, ...(swap === undefined ? {} : { swap }) };
  });
}

function rankedRows(offsets: Int32Array, scores: Float64Array, places: number): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, query) => {
    const rows = Array.from({ length: offsets[query + 1]! - offsets[query]! }, (_, i) => offsets[query]! + i);
    return rows.sort((a, b) => scores[b]! - scores[a]!).slice(0, places);
  });
}
