import { seededRandom } from '@tiebreak/statistics';
import type { QueryTable } from '../src/simulation/query-table';
import { context, ranksOf, SPACE } from './small-space';

/** Queries of the small space, of two kinds. */
export function smallTable(queries: number, seed: number): QueryTable {
  const random = seededRandom(seed);
  return {
    space: SPACE,
    queries: Array.from({ length: queries }, (_, i) => ({
      id: `q${i}`,
      kind: i % 2 === 0 ? 'short' : 'long',
      context: context(i % 2 === 0),
      ranks: ranksOf(i % 2 === 0, random),
    })),
  };
}
