import type { CatalogueEntity } from '@tiebreak/catalogue';
import { predictedQueries, statedContent } from '@tiebreak/understanding';

/** Entities that a query is predicted to want, each with the click-through that is expected of it, in (0, 1). */
export type Predictions = ReadonlyMap<string, number>;

export interface PredictionOptions {
  /** Entities kept for a query, those of the highest expectation. */
  readonly depth: number;
}

/** The expected click-through of a sure prediction: one that actions overrule soon. */
const HIGHEST = 0.5;
const NO_PREDICTIONS: Predictions = new Map();

/**
 * Whom each predicted query of a catalogue wants. It fills the memory where nobody has acted yet, in a part of its own, as a
 * prior that actions replace.
 * @see Nogueira et al., "Document Expansion by Query Prediction", 2019 (doc2query), which predicts by a language model
 */
export class PredictionTable {
  static readonly EMPTY = new PredictionTable(new Map());

  private constructor(private readonly byQuery: ReadonlyMap<string, Predictions>) {}

  /** @param entities as an index has them, with the tags that were inferred when they were indexed */
  static from(entities: Iterable<CatalogueEntity>, { depth }: PredictionOptions = { depth: 100 }): PredictionTable {
    const byQuery = new Map<string, Map<string, number>>();
    for (const entity of entities) {
      for (const { query, weight } of predictedQueries(entity, statedContent(entity))) {
        const key = keyOf(entity.domain, query);
        const predictions = byQuery.get(key) ?? new Map<string, number>();
        byQuery.set(key, predictions);
        // Of two that a query names alike, the popular one is wanted more often.
        predictions.set(entity.id, HIGHEST * weight * (0.5 + 0.5 * entity.popularity));
        if (predictions.size > 2 * depth) byQuery.set(key, strongest(predictions, depth));
      }
    }
    return new PredictionTable(new Map([...byQuery].map(([key, predictions]) => [key, strongest(predictions, depth)])));
  }

  /** @param query normalised */
  of(domain: string, query: string): Predictions {
    return this.byQuery.get(keyOf(domain, query)) ?? NO_PREDICTIONS;
  }

  /** How many queries are predicted. */
  get size(): number {
    return this.byQuery.size;
  }
}

function strongest(predictions: Map<string, number>, depth: number): Map<string, number> {
  if (predictions.size <= depth) return predictions;
  return new Map([...predictions].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, depth));
}

function keyOf(domain: string, query: string): string {
  return `${domain}\n${query}`;
}
