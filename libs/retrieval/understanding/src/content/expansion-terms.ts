import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '../normalise';
import type { CatalogueVocabulary } from '../vocabulary/catalogue-vocabulary';
import { wordsForTag } from '../vocabulary/genres';
import { predictedQueries } from './predicted-queries';
import { type ContentUnderstanding, understandContent } from './understand-content';

/** How much of a tag's weight its other words, and tags that stand with it, keep. */
const SYNONYM = 0.8;
const COMPANION = 0.5;

/**
 * Words under which the `sparse` strategy finds an entity, with weights in (0, 1]: those of queries that it is likely to
 * be asked by, of its tags with all that people say for them, and of tags that mostly stand with these. The weights
 * play the part of SPLADE's learned ones without a model at query time.
 * @param understood what was understood of the entity already, if it was
 * @see Formal, Piwowarski & Clinchant, "SPLADE", SIGIR 2021; Nogueira et al., "Document Expansion by Query Prediction", 2019
 */
export function expansionTerms(
  entity: CatalogueEntity,
  vocabulary: CatalogueVocabulary,
  understood: ContentUnderstanding = understandContent(entity, vocabulary),
): Record<string, number> {
  const terms = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const word of normalise(text).split(' '))
      if (word !== '') terms.set(word, Math.max(weight, terms.get(word) ?? 0));
  };
  for (const { query, weight } of predictedQueries(entity, understood)) add(query, weight);
  for (const [tag, weight] of Object.entries(understood.tags)) {
    wordsForTag(tag).forEach((words, i) => {
      add(words, i === 0 ? weight : SYNONYM * weight);
    });
    for (const [companion, share] of vocabulary.content.companions.get(tag) ?? [])
      add(companion, COMPANION * weight * share);
  }
  return Object.fromEntries([...terms].sort((a, b) => b[1] - a[1]));
}
