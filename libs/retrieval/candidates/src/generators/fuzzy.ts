import type { CandidateGenerator } from '../candidate-generator';
import type { SparseIndex } from '../ports';
import { characterGrams } from '../text/grams';
import { searchText } from './lexical';

/** Names that look or sound like the query: for typing errors and words misheard. */
export function fuzzyGenerator(index: SparseIndex): CandidateGenerator {
  return {
    name: 'fuzzy',
    generate: async (query, depth) => {
      const grams = [...characterGrams(searchText(query))];
      return grams.length === 0 ? [] : index.weigh('grams', grams, depth);
    },
  };
}
