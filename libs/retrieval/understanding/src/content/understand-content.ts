import type { CatalogueEntity } from '@tiebreak/catalogue';
import { sigmoid } from '@tiebreak/interpretation';
import { normalise } from '../normalise';
import type { CatalogueVocabulary } from '../vocabulary/catalogue-vocabulary';
import { entityWords, givenTags, peopleOf } from './entity-words';
import { evidenceOf } from './learn-content';
import { languageOf } from './language-of';

/** What an entity is about, taken from what is said of it and from what is known of others. */
export interface ContentUnderstanding {
  /** Genres and themes by canonical words, strongest first: given ones as given, others as likely as they are; in (0, 1]. */
  readonly tags: Readonly<Record<string, number>>;
  /** Creators, weight 1, and other known creators whom the text names; normalised. */
  readonly people: Readonly<Record<string, number>>;
  /** ISO 639-1 code; absent when neither said nor plain from the text. */
  readonly language?: string;
  /** "1980s"; absent when the year is not known. */
  readonly decade?: string;
}

/** A guess below this is worth nothing. */
const LEAST_LIKELY = 0.2;
const MOST_GUESSES = 12;
const NAMED_IN_TEXT = 0.5;
const READ_CHARACTERS = 4_000;
const LONGEST_NAME = 4;

/**
 * Understands an entity at index time: its own tags; tags that its words make likely, as in the tagged part of the
 * catalogue; and those of its creator's other works. An artist's entity, which seldom has a text, gets the shares of the
 * works: Taylor Swift is pop, and some country.
 */
export function understandContent(entity: CatalogueEntity, vocabulary: CatalogueVocabulary): ContentUnderstanding {
  return {
    ...understandTags(entity, vocabulary),
    people: Object.fromEntries(people(entity, vocabulary)),
    ...decadeOf(entity),
  };
}

/** What an entity says of itself, with nothing inferred: soon known, and of one that is indexed it has the inferred tags too. */
export function statedContent(
  entity: Pick<CatalogueEntity, 'title' | 'creator' | 'year' | 'tags' | 'attributes'>,
): ContentUnderstanding {
  const { language } = entity.attributes;
  return {
    tags: Object.fromEntries(Object.entries(entity.tags).sort(([, a], [, b]) => b - a)),
    people: Object.fromEntries(peopleOf(entity).map((name) => [name, 1])),
    ...(language === undefined ? {} : { language }),
    ...decadeOf(entity),
  };
}

/** Tags and language alone, which are quicker to find. */
export function understandTags(
  entity: CatalogueEntity,
  vocabulary: CatalogueVocabulary,
): Pick<ContentUnderstanding, 'tags' | 'language'> {
  const language = entity.attributes.language ?? languageOf(`${entity.title} ${entity.text}`);
  return {
    tags: Object.fromEntries(weightedTags(entity, vocabulary)),
    ...(language === undefined ? {} : { language }),
  };
}

function decadeOf({ year }: Pick<CatalogueEntity, 'year'>): Pick<ContentUnderstanding, 'decade'> {
  return year === 0 ? {} : { decade: `${Math.floor(year / 10) * 10}s` };
}

function weightedTags(entity: CatalogueEntity, { content }: CatalogueVocabulary): [string, number][] {
  const given = givenTags(entity);
  const guesses = new Map<string, number>();
  const guess = (tag: string, weight: number): void => {
    if (weight >= LEAST_LIKELY && !given.has(tag)) guesses.set(tag, Math.max(weight, guesses.get(tag) ?? 0));
  };
  for (const [tag, evidence] of evidenceOf(entityWords(entity), content.evidence)) {
    const curve = content.curves.get(tag);
    // Evidence against a common tag can leave it likely; only what speaks for a tag gives it.
    if (curve !== undefined && evidence > 0) guess(tag, sigmoid(curve.slope * evidence + curve.intercept));
  }
  for (const name of peopleOf(entity))
    for (const [tag, weight] of content.creatorTags.get(name) ?? []) guess(tag, weight);
  const likely = [...guesses].sort((a, b) => b[1] - a[1]).slice(0, MOST_GUESSES);
  return [...given, ...likely].sort((a, b) => b[1] - a[1]);
}

function people(entity: CatalogueEntity, { creators }: CatalogueVocabulary): Map<string, number> {
  const found = new Map<string, number>();
  const words = normalise(entity.text.slice(0, READ_CHARACTERS)).split(' ');
  for (let start = 0; start < words.length; start++)
    // A name of one word is mostly just a word.
    for (let end = Math.min(start + LONGEST_NAME, words.length); end >= start + 2; end--) {
      const creator = creators.get(words.slice(start, end).join(' '));
      if (creator === undefined) continue;
      found.set(creator, NAMED_IN_TEXT);
      start = end - 1;
      break;
    }
  for (const name of peopleOf(entity)) found.set(name, 1);
  return found;
}
