import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '@tiebreak/understanding';

/** Entities that a query is predicted to want, each with the click-through that is expected of it, in (0, 1). */
export type Predictions = ReadonlyMap<string, number>;

export interface PredictionOptions {
  /** Entities kept for a query, those of the highest expectation. */
  readonly depth: number;
}

/** How sure it is that who types an entity's whole title wants that entity, and so on. */
const SURENESS = { title: 1, alias: 0.9, creator: 0.6, tag: 0.5 } as const;
/** The expected click-through of a sure prediction: one that actions overrule soon. */
const HIGHEST = 0.5;
const NO_PREDICTIONS: Predictions = new Map();

/**
 * The queries by which people would look for the entities of a catalogue: its titles, aliases, creators, both together, and
 * tags. They fill the memory where nobody has acted yet, in a part of its own, as a prior that actions replace.
 * @see Nogueira et al., "Document Expansion by Query Prediction", 2019 (doc2query), which predicts by a language model
 */
export class PredictedQueries {
  static readonly NONE = new PredictedQueries(new Map());

  private constructor(private readonly byQuery: ReadonlyMap<string, Predictions>) {}

  static from(entities: Iterable<CatalogueEntity>, { depth }: PredictionOptions = { depth: 100 }): PredictedQueries {
    const byQuery = new Map<string, Map<string, number>>();
    for (const entity of entities) {
      for (const [query, sureness] of queriesOf(entity)) {
        const key = keyOf(entity.domain, query);
        const predictions = byQuery.get(key) ?? new Map<string, number>();
        byQuery.set(key, predictions);
        // Of two that a query names alike, the popular one is wanted more often.
        const expected = HIGHEST * sureness * (0.5 + 0.5 * entity.popularity);
        predictions.set(entity.id, Math.max(expected, predictions.get(entity.id) ?? 0));
        if (predictions.size > 2 * depth) byQuery.set(key, strongest(predictions, depth));
      }
    }
    return new PredictedQueries(
      new Map([...byQuery].map(([key, predictions]) => [key, strongest(predictions, depth)])),
    );
  }

  /** @param query normalised */
  of(domain: string, query: string): Predictions {
    return this.byQuery.get(keyOf(domain, query)) ?? NO_PREDICTIONS;
  }

  get size(): number {
    return this.byQuery.size;
  }
}

/** Every predicted query, normalised, with its sureness in (0, 1]. */
function* queriesOf({ title, creator, aliases, tags }: CatalogueEntity): Generator<readonly [string, number]> {
  const names: (readonly [string, number])[] = [
    [title, SURENESS.title],
    ...aliases.map((alias) => [alias, SURENESS.alias] as const),
    [creator, SURENESS.creator],
    ...Object.entries(tags).map(([tag, weight]) => [tag, SURENESS.tag * weight] as const),
  ];
  if (creator !== '') names.push([`${title} ${creator}`, SURENESS.title], [`${title} by ${creator}`, SURENESS.title]);
  for (const [name, sureness] of names) {
    const query = normalise(name);
    if (query !== '') yield [query, sureness];
  }
}

function strongest(predictions: Map<string, number>, depth: number): Map<string, number> {
  if (predictions.size <= depth) return predictions;
  return new Map([...predictions].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, depth));
}

function keyOf(domain: string, query: string): string {
  return `${domain}\n${query}`;
}
