import type { UnderstoodQuery } from './candidate-generator';

/** A query of words alone, of which nothing is understood: for collections that are searched as they are. */
export function plainQuery(text: string): UnderstoodQuery {
  return {
    ...{ domain: '', text, intent: '', slots: [], context: { device: '', attributes: {} }, userId: '', at: 0 },
    understanding: { kind: 'topic', terms: [], types: [], tags: {} },
  };
}
