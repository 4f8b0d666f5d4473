import { type CatalogueVocabulary, creatorNamed } from '../vocabulary/catalogue-vocabulary';
import type { Mention } from './mentions';

/** A known creator among the words. */
export interface CreatorMention {
  readonly start: number;
  readonly end: number;
  /** As the catalogue has the name. */
  readonly creator: string;
  /** Whether "by" says that it is one. */
  readonly said: boolean;
}

const LONGEST_NAME = 6;

/**
 * The known creator after the last "by" or "from" that has one; that word is in it. After a type ("films by hitchcock") a last
 * name does, when only one creator has it.
 */
export function creatorAfterBy(
  words: readonly string[],
  mentions: readonly Mention[],
  vocabulary: CatalogueVocabulary,
): CreatorMention | undefined {
  for (let by = words.length - 2; by >= 0; by--) {
    if (words[by] !== 'by' && words[by] !== 'from') continue;
    const named = nameAt(words, by + 1, 1, (name) => creatorNamed(vocabulary, name));
    if (named !== undefined) return { ...named, start: by, said: true };
    const surname = vocabulary.surnames.get(words[by + 1]!);
    if (surname !== undefined && words[by] === 'by' && mentions.some(({ kind, end }) => kind === 'type' && end <= by))
      return { start: by, end: by + 2, creator: surname, said: true };
  }
  return undefined;
}

/** The longest known creator of two words or more that the words name without saying so: "thriller michael jackson". */
export function bareCreator(words: readonly string[], vocabulary: CatalogueVocabulary): CreatorMention | undefined {
  let longest: CreatorMention | undefined;
  for (let start = 0; start < words.length; start++) {
    // Single words such as "queen" or "yes" are mostly just words.
    const named = nameAt(words, start, 2, (name) => vocabulary.creators.get(name));
    if (named !== undefined && (longest === undefined || named.end - named.start > longest.end - longest.start))
      longest = { ...named, said: false };
  }
  return longest;
}

/** The known creator whom the words of a span name, all of them together: "adele", "two pack". */
export function creatorOfSpan(
  words: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
  vocabulary: CatalogueVocabulary,
): CreatorMention | undefined {
  const fewest = end - start;
  if (fewest < 1 || fewest > LONGEST_NAME) return undefined;
  const named = nameAt(words.slice(0, end), start, fewest, (name) => creatorNamed(vocabulary, name));
  return named === undefined ? undefined : { ...named, said: false };
}

function nameAt(
  words: readonly string[],
  start: number,
  fewest: number,
  creatorOf: (name: string) => string | undefined,
): Omit<CreatorMention, 'said'> | undefined {
  for (let end = Math.min(start + LONGEST_NAME, words.length); end - start >= fewest; end--) {
    const name = words.slice(start, end).join(' ');
    // "Adele's songs" loses its apostrophe when it is normalised.
    const creator = creatorOf(name) ?? (name.endsWith('s') ? creatorOf(name.slice(0, -1)) : undefined);
    if (creator !== undefined) return { start, end, creator };
  }
  return undefined;
}
