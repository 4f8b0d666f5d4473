import pLimit from 'p-limit';

/** Searches of one catalogue that are under way at the same time. */
const AT_ONCE = 8;

/** Runs one search after the other, some at the same time. */
export type SearchTurns = <Answer>(search: () => Promise<Answer>) => Promise<Answer>;

/**
 * Has searches wait for their turn. Each thread of an index answers what it is asked at once together; were it asked by dozens of
 * searches, all of them would be ranked in one turn of the event loop. These are enough to keep all threads busy.
 */
export function searchTurns(): SearchTurns {
  return pLimit(AT_ONCE);
}
