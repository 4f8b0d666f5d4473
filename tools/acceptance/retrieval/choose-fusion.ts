import { type Candidate, fuse, minmax, reciprocalRank, unite, weighted } from '@tiebreak/candidates';
import { foldOf, mean } from '@tiebreak/statistics';
import { type Collection, type Judgements, MEASURES } from './collections';

/** What each strategy found for one query. */
export type ListsOfQuery = ReadonlyMap<string, readonly Candidate[]>;

/** The lists and judgements of a collection's queries. */
export interface SearchedCollection {
  readonly collection: Collection;
  readonly lists: ReadonlyMap<string, ListsOfQuery>;
  readonly judgements: Judgements;
}

/** A way of making one list of several: a strategy of weight 0 is left out. */
export interface FusionSettings {
  readonly fusion: 'minmax' | 'rrf';
  readonly weights: Readonly<Record<string, number>>;
}

const FUSIONS = { minmax, rrf: reciprocalRank } as const;
const GRID: readonly FusionSettings[] = (['minmax', 'rrf'] as const).flatMap((fusion) =>
  [0, 0.25, 0.5, 1].flatMap((sparse) =>
    [0, 0.5, 1, 2].map((expanded) => ({ fusion, weights: { lexical: 1, sparse, expanded } })),
  ),
);

/** What is measured of a list. */
export const DEPTH = 100;

/** Ids by fused score. */
export function fusedIds(lists: ListsOfQuery, { fusion, weights }: FusionSettings): string[] {
  const used = new Map([...lists].filter(([strategy]) => (weights[strategy] ?? 0) > 0));
  return fuse(unite(used), weighted(FUSIONS[fusion], weights)).map(({ id }) => id);
}

/** By the collection's measure, each judged query of one half: 0 is chosen on, 1 is measured on. */
export function valuesOfHalf(
  { collection, lists, judgements }: SearchedCollection,
  half: number,
  settings: FusionSettings,
): number[] {
  return [...judgements]
    .filter(([query]) => lists.has(query) && foldOf(query, 2, 1) === half)
    .map(([query, relevant]) =>
      MEASURES[collection.measure](fusedIds(lists.get(query)!, settings).slice(0, DEPTH), relevant),
    );
}

/** What is best on the first halves of all collections together, each counting alike. */
export function chooseFusion(collections: readonly SearchedCollection[]): FusionSettings {
  const scored = GRID.map((settings) => ({
    settings,
    score: mean(collections.map((collection) => mean(valuesOfHalf(collection, 0, settings)))),
  }));
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).settings;
}
