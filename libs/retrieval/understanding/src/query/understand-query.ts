import { normalise } from '../normalise';
import type { QueryUnderstanding, RetrievalQuery } from '../query';
import type { CatalogueVocabulary } from '../vocabulary/catalogue-vocabulary';
import { commandLength } from './commands';
import { understandSlots } from './slots';
import { understandWords } from './understand-words';

/** Words beyond these are searched for, but not understood: nobody says a query this long. */
const UNDERSTOOD_WORDS = 64;

/**
 * What a query asks for: by its slots when they say anything of the entity, else by its words. Words are understood
 * only as far as the catalogue knows them, so nothing is asked for that it cannot have; and a title of the catalogue is
 * a title, whatever its words mean elsewhere. Takes time linear in the query, and any text.
 */
export function understandQuery(query: RetrievalQuery, vocabulary: CatalogueVocabulary): QueryUnderstanding {
  const latest = new Date(query.at).getUTCFullYear();
  const fromSlots = understandSlots(query.slots, vocabulary, latest);
  if (fromSlots !== undefined) return fromSlots;
  const text = normalise(query.text);
  const words = text === '' ? [] : text.split(' ');
  const spoken = words.slice(0, UNDERSTOOD_WORDS);
  const isTitle = (start: number): boolean => vocabulary.guardedTitles.has(spoken.slice(start).join(' '));
  const understanding = understandWords(spoken.slice(commandLength(spoken, isTitle)), vocabulary, latest);
  return { ...understanding, terms: [...understanding.terms, ...words.slice(UNDERSTOOD_WORDS)] };
}
