import type { CandidateGenerator, UnderstoodQuery } from '../candidate-generator';
import type { EntityFilter, TextIndex } from '../ports';

/** What was understood as a constraint, taken as one; most popular first. Finds nothing when nothing was. */
export function structuredGenerator(index: TextIndex): CandidateGenerator {
  return {
    name: 'structured',
    generate: async (query, depth) => {
      const { types: _, order: __, ...constraints } = filterOf(query);
      if (Object.keys(constraints).length === 0) return [];
      return index.filter(filterOf(query), depth);
    },
  };
}

/** The constraints of a query. */
export function filterOf({ understanding }: UnderstoodQuery): EntityFilter {
  const { types, creator, tags, years, language, order } = understanding;
  return {
    ...(types.length > 0 ? { types } : {}),
    ...(creator === undefined ? {} : { creator }),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
    ...(years === undefined ? {} : { years }),
    ...(language === undefined ? {} : { language }),
    order: order === 'newest' ? 'newest' : 'popularity',
  };
}
