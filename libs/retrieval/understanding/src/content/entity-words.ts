import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '../normalise';
import { canonicalTag } from '../vocabulary/genres';

/** A long text says no more of its genre after this many characters. */
const READ_CHARACTERS = 4_000;
const SHORTEST_WORD = 3;
/** Between the people of one work. */
const PEOPLE = /\s*(?:,|;|\/|&|\band\b|\bfeat\b\.?|\bfeaturing\b|\bwith\b)\s*/i;

/** Tags that say what kind of record or film it is, which a title says too, with the words that say it. */
const FORM_TAGS: readonly (readonly [tag: string, words: RegExp])[] = [
  ['soundtrack', /\b(soundtrack|motion picture)\b/],
  ['cast recording', /\b(original|broadway|london) cast\b/],
  ['compilation', /\b(greatest hits|best of|the essential|number ones|anthology)\b/],
  ['live', /\blive (at|in|from)\b|\bunplugged\b|\bin concert\b/],
  ['christmas', /\b(christmas|xmas)\b/],
];

/** The distinct words of title and text, normalised, without the shortest. */
export function entityWords({ title, text }: Pick<CatalogueEntity, 'title' | 'text'>): string[] {
  const words = normalise(`${title} ${text.slice(0, READ_CHARACTERS)}`).split(' ');
  return [...new Set(words.filter((word) => word.length >= SHORTEST_WORD))];
}

/** Given tags, genre and form of an entity, by their canonical words; weights in (0, 1]. */
export function givenTags(entity: Pick<CatalogueEntity, 'title' | 'tags' | 'attributes'>): Map<string, number> {
  const tags = new Map<string, number>();
  const add = (tag: string, weight: number): void => {
    if (tag !== '') tags.set(tag, Math.max(weight, tags.get(tag) ?? 0));
  };
  for (const [tag, weight] of Object.entries(entity.tags)) add(canonicalTag(tag), weight);
  for (const genre of (entity.attributes.genre ?? '').split(/[,;|]/)) add(canonicalTag(genre), 1);
  const title = normalise(entity.title);
  // "Christmas in Connecticut" is not sure to be about Christmas.
  for (const [tag, words] of FORM_TAGS) if (words.test(title)) add(tag, 0.8);
  return tags;
}

/** The people who made an entity, one by one, normalised: the whole name first. */
export function peopleOf({ creator }: Pick<CatalogueEntity, 'creator'>): string[] {
  const names = [creator, ...creator.split(PEOPLE)].map(normalise).filter((name) => name !== '');
  return [...new Set(names)];
}
