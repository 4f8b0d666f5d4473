import { normalise } from '../normalise';
import { spokenForms } from '../spoken/spoken-forms';
import type { ContentVocabulary } from '../content/content-vocabulary';

/** Nobody says more. */
const MOST_WORDS = 64;

/** What a catalogue speaks of, learned from its entities: all that understanding needs to know of them. */
export interface CatalogueVocabulary {
  /** How many entities have each type. */
  readonly types: ReadonlyMap<string, number>;
  /** How many entities have each tag, by its canonical word. */
  readonly tags: ReadonlyMap<string, number>;
  /** Creators by every form of their names, normalised; the value is the name that the catalogue has. */
  readonly creators: ReadonlyMap<string, string>;
  /** Creators by their last names, where no two share it; normalised. */
  readonly surnames: ReadonlyMap<string, string>;
  /** Normalised titles with words that would be understood as something else ("the jungle book", "stand by me"). */
  readonly guardedTitles: ReadonlySet<string>;
  /** Normalised words of titles, aliases, creators and tags; empty when an earlier build made the index. */
  readonly words: ReadonlySet<string>;
  readonly content: ContentVocabulary;
}

/** The creator of a name in any form, as the catalogue has it. */
export function creatorNamed(vocabulary: Pick<CatalogueVocabulary, 'creators'>, name: string): string | undefined {
  for (const form of [normalise(name), ...spokenForms(name)]) {
    const creator = vocabulary.creators.get(form);
    if (creator !== undefined) return creator;
  }
  return undefined;
}

/**
 * The share of a text's words that the catalogue has in its names, in [0, 1]: low for what is mistyped, or described in
 * other words. Left out when the text has no words or the catalogue's are not known.
 */
export function knownWords(text: string, { words }: Pick<CatalogueVocabulary, 'words'>): number | undefined {
  const asked = normalise(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  if (asked.length === 0 || words.size === 0) return undefined;
  return asked.filter((word) => words.has(word)).length / asked.length;
}
