import type { CandidateGenerator } from '@tiebreak/candidates';
import { generatorsOf, STRATEGIES } from '@tiebreak/search-engine';
import type { SearchIndex } from '@tiebreak/search-index';
import { Refusal } from '../refusal';

/** Needs feedback, which an index alone has not. */
const NEEDS_MORE = new Set(['memory', 'personal']);
const OFFLINE = STRATEGIES.filter((name) => !NEEDS_MORE.has(name));

/** The generators of those names, over an index alone. @throws Refusal naming the one that there is not */
export function strategiesOf(index: SearchIndex, names: readonly string[]): CandidateGenerator[] {
  const all = new Map(generatorsOf(index).map((generator) => [generator.name, generator]));
  return names.map((name) => {
    const generator = NEEDS_MORE.has(name) ? undefined : all.get(name);
    if (generator === undefined)
      throw new Refusal(`--strategies: expected some of ${OFFLINE.join(', ')}, got "${name}"`);
    if (name === 'semantic' && index.manifest.vectors === 'none')
      throw new Refusal('--strategies: expected an index with vectors for semantic, got one made with --encoder none');
    return generator;
  });
}
