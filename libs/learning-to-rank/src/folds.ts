import { seededRandom } from '@tiebreak/statistics';
import { type JudgedQueries, selectQueries } from './judged-queries';

/** Queries to learn from, and others to measure on. */
export interface Fold {
  readonly learned: JudgedQueries;
  readonly unseen: JudgedQueries;
}

const FOLDS = 5;

/** The queries in five folds of about equal size, drawn by the seed: each fold unseen once. */
export function foldsOf(queries: JudgedQueries, seed: number): Fold[] {
  const count = queries.offsets.length - 1;
  const order = seededRandom(seed).shuffle(Array.from({ length: count }, (_, query) => query));
  const parts = Array.from({ length: Math.min(FOLDS, count) }, (_, fold) => order.filter((_, i) => i % FOLDS === fold));
  return parts.map((part) => ({
    learned: selectQueries(
      queries,
      parts.flatMap((other) => (other === part ? [] : other)),
    ),
    unseen: selectQueries(queries, part),
  }));
}
