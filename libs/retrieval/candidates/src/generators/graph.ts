import type { CandidateGenerator } from '../candidate-generator';
import type { RelatedIndex, TextIndex } from '../ports';
import { keysOf } from './lexical';

/** A name may be many works'; of the less popular ones, neighbours say little. */
const MOST_SEEDS = 5;

/** What people choose together with what the query names. */
export function graphGenerator(index: TextIndex, related: RelatedIndex): CandidateGenerator {
  return {
    name: 'graph',
    generate: async (query, depth) => {
      const { creator } = query.understanding;
      const keys = [...keysOf(query), ...(creator === undefined ? [] : [creator])];
      const seeds = await index.named(keys, MOST_SEEDS);
      return seeds.length === 0 ? [] : related.related(seeds, depth);
    },
  };
}
