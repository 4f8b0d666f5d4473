import {
  type CandidateGenerator,
  expandedGenerator,
  freshGenerator,
  fuzzyGenerator,
  graphGenerator,
  lexicalGenerator,
  personalGenerator,
  popularGenerator,
  semanticGenerator,
  sparseGenerator,
  structuredGenerator,
  type UserHistory,
} from '@tiebreak/candidates';
import { memoryGenerator, type Recall } from '@tiebreak/feedback';
import type { SearchIndex } from '@tiebreak/search-index';

/** Every strategy, in the order in which policies and rankers know them. A new one comes last. */
export const STRATEGIES = [
  'lexical',
  'fuzzy',
  'structured',
  'semantic',
  'sparse',
  'memory',
  'graph',
  'popular',
  'fresh',
  'personal',
  'expanded',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What strategies know from feedback. */
export interface Learned {
  readonly memory: Recall;
  readonly history: UserHistory;
}

const NOTHING_LEARNED: Learned = { memory: { recall: () => [] }, history: { recent: () => [] } };

/** The generators of an index. One that the index cannot serve finds nothing, and costs nothing. */
export function generatorsOf(index: SearchIndex, learned: Partial<Learned> = {}): CandidateGenerator[] {
  const { memory, history } = { ...NOTHING_LEARNED, ...learned };
  const { vectors, relatedDimensions } = index.manifest;
  const all: Record<Strategy, CandidateGenerator> = {
    lexical: lexicalGenerator(index),
    fuzzy: fuzzyGenerator(index),
    structured: structuredGenerator(index),
    semantic: vectors === 'none' ? finding('semantic') : semanticGenerator(index, index),
    sparse: sparseGenerator(index),
    memory: memoryGenerator(memory),
    graph: relatedDimensions === 0 ? finding('graph') : graphGenerator(index, index),
    popular: popularGenerator(index),
    fresh: freshGenerator(index),
    personal: relatedDimensions === 0 ? finding('personal') : personalGenerator(history, index),
    expanded: expandedGenerator(index),
  };
  return STRATEGIES.map((name) => all[name]);
}

/** A strategy for which the catalogue has nothing. */
function finding(name: Strategy): CandidateGenerator {
  return { name, generate: () => Promise.resolve([]) };
}
