import type { CandidateGenerator } from '@tiebreak/candidates';
import { normalise } from '@tiebreak/understanding';
import type { Recall } from './query-memory';

/** The strategy `memory`: what people who asked the same confirmed, or may be predicted to. */
export function memoryGenerator(memory: Recall): CandidateGenerator {
  return {
    name: 'memory',
    generate: ({ domain, text, context, at }, depth) =>
      Promise.resolve(memory.recall({ domain, query: normalise(text), context, at }, depth)),
  };
}
