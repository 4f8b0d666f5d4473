import type { CandidateGenerator, UnderstoodQuery } from '../candidate-generator';
import type { EntityFilter, RelatedIndex, TextIndex, UserHistory } from '../ports';

/** What most people choose, of the types asked for. */
export function popularGenerator(index: TextIndex): CandidateGenerator {
  return { name: 'popular', generate: (query, depth) => index.filter(ofTypes(query, 'popularity'), depth) };
}

/** What came out last, of the types asked for. */
export function freshGenerator(index: TextIndex): CandidateGenerator {
  return { name: 'fresh', generate: (query, depth) => index.filter(ofTypes(query, 'newest'), depth) };
}

/** What goes with the user's own choices. Finds nothing for users of whom nothing is known. */
export function personalGenerator(history: UserHistory, index: RelatedIndex): CandidateGenerator {
  return {
    name: 'personal',
    generate: async ({ domain, userId }, depth) => {
      const chosen = history.recent(domain, userId);
      return chosen.length === 0 ? [] : index.related(chosen, depth);
    },
  };
}

function ofTypes({ understanding: { types } }: UnderstoodQuery, order: EntityFilter['order']): EntityFilter {
  return { ...(types.length > 0 ? { types } : {}), order };
}
