import type { CandidateGenerator } from '../candidate-generator';
import type { SentenceEncoder, VectorIndex } from '../ports';

/** Entities whose text means what the query means. */
export function semanticGenerator(encoder: SentenceEncoder, index: VectorIndex): CandidateGenerator {
  return {
    name: 'semantic',
    generate: async (query, depth) => {
      const text = query.text === '' ? query.understanding.terms.join(' ') : query.text;
      if (text.trim() === '') return [];
      return index.nearest(await encoder.encode([text]), depth);
    },
  };
}
