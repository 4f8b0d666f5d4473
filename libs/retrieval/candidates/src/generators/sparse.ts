import type { CandidateGenerator, UnderstoodQuery } from '../candidate-generator';
import type { SparseIndex } from '../ports';
import { stems } from '../text/words';
import { searchText } from './lexical';

/** Marks a tag among the terms, so that the genre "pop" is not the word. */
export const TAG = '#';

/**
 * Stems and tags against those of entities, which were expanded when they were indexed, so that the query needs no
 * model. It is the inference-free kin of learned sparse retrieval.
 * @see Formal et al., "SPLADE", SIGIR 2021; Nogueira et al., "Document Expansion by Query Prediction", 2019
 */
export function sparseGenerator(index: SparseIndex): CandidateGenerator {
  return {
    name: 'sparse',
    generate: async (query, depth) => {
      const terms = queryTerms(query);
      return terms.size === 0 ? [] : index.weigh('terms', [...terms], depth);
    },
  };
}

/** The stems of a query's words and the tags understood of it, and how much each counts. */
export function queryTerms(query: UnderstoodQuery): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  for (const stem of stems(searchText(query))) add(stem, 1);
  for (const [tag, sureness] of Object.entries(query.understanding.tags)) add(`${TAG}${tag}`, sureness);
  return terms;
}
