import type { CatalogueEntity } from '@tiebreak/catalogue';
import {
  type CatalogueVocabulary,
  expansionTerms,
  normalise,
  peopleOf,
  spokenForms,
  understandTags,
} from '@tiebreak/understanding';
import { TAG } from '../generators/sparse';
import { STOP_WORDS } from './stop-words';
import { stems } from './words';

/** A long description's first sentences say what it is about; the rest costs encoding time. */
const MOST_CHARACTERS = 300;
/** A word of the title counts as much as so many of the description. */
const TITLE_WEIGHT = 2;

/** An entity with the tags that its words and its creator's other works make likely beside its own. */
export function enriched(entity: CatalogueEntity, vocabulary: CatalogueVocabulary): CatalogueEntity {
  const { tags, language } = understandTags(entity, vocabulary);
  return {
    ...entity,
    tags,
    attributes: language === undefined ? entity.attributes : { ...entity.attributes, language },
  };
}

/** Everything that an entity is called exactly, in all forms in which that is said; none twice. */
export function entityNames({ title, aliases }: CatalogueEntity): string[] {
  return [...new Set([title, ...aliases].flatMap(spokenForms))];
}

/** What its creators are called, in all forms. */
export function creatorNames(entity: CatalogueEntity): string[] {
  return [...new Set(peopleOf(entity).flatMap(spokenForms))];
}

/** What is said of an entity when it is asked for, right or misspelt: its names, its creator's, and both together. */
export function spokenNames({ title, aliases, creator }: CatalogueEntity): string[] {
  const names = [...new Set([title, ...aliases].map(normalise).filter(Boolean))];
  const by = normalise(creator);
  return by === '' ? names : [...new Set([...names, by, `${names[0] ?? ''} ${by}`.trim()])];
}

/** The sentence that a sentence encoder is given. */
export function entitySentence({ title, creator, tags, text }: CatalogueEntity): string {
  const parts = [title, creator, Object.keys(tags).join(', '), text].filter((part) => part !== '');
  return parts.join('. ').slice(0, MOST_CHARACTERS);
}

/**
 * The stems and tags that an entity is found by, and how much each counts: those of its own words, and those of words
 * that people are likely to ask for it by.
 */
export function entityTerms(entity: CatalogueEntity, vocabulary: CatalogueVocabulary): Map<string, number> {
  const terms = ownTerms(entity);
  const own = new Set(terms.keys());
  for (const [word, weight] of Object.entries(expansionTerms(entity, vocabulary)))
    if (!STOP_WORDS.has(word))
      for (const stem of stemsOf([word])) if (!own.has(stem)) terms.set(stem, Math.max(weight, terms.get(stem) ?? 0));
  return terms;
}

/** The stems of an entity's own words and its tags, and how much each counts. */
export function ownTerms(entity: CatalogueEntity): Map<string, number> {
  const { title, creator, aliases, tags, text } = entity;
  const terms = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  for (const stem of stemsOf([title, ...aliases, creator])) add(stem, TITLE_WEIGHT);
  for (const stem of stemsOf([text])) add(stem, 1);
  for (const [tag, weight] of Object.entries(tags)) add(`${TAG}${tag}`, weight);
  return terms;
}

function stemsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => (text === '' ? [] : stems(text, Number.POSITIVE_INFINITY)));
}
