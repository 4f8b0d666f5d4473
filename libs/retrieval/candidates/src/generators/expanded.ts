import type { CandidateGenerator } from '../candidate-generator';
import { expandQuery } from '../expand-query';
import type { ForwardIndex, SparseIndex } from '../ports';
import { queryTerms } from './sparse';

/** The best of the first search are mostly relevant; of these on, more would lead away. */
const FEEDBACK_ENTITIES = 15;

/**
 * What speaks of the same things as the best that `sparse` finds: pseudo-relevance feedback, a second search by the terms that
 * these have. It helps descriptions, whose words an entity need not use. It costs a second search, and reading what the first finds.
 * @see Lavrenko & Croft, "Relevance-Based Language Models", SIGIR 2001
 */
export function expandedGenerator(index: SparseIndex & ForwardIndex): CandidateGenerator {
  return {
    name: 'expanded',
    generate: async (query, depth, signal) => {
      const terms = queryTerms(query);
      if (terms.size === 0) return [];
      const found = await index.weigh('terms', [...terms], FEEDBACK_ENTITIES);
      const termsOfFound = await index.termsOf(found.map(({ id }) => id));
      if (found.length === 0 || signal.aborted) return [];
      const entities = found.map(({ score }, i) => ({ score, terms: termsOfFound[i]! }));
      return index.weigh('terms', [...expandQuery(terms, entities)], depth);
    },
  };
}
