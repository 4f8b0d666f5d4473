import { normalise } from '../normalise';
import type { QueryUnderstanding, RetrievalQuery } from '../query';
import { type CatalogueVocabulary, creatorNamed } from '../vocabulary/catalogue-vocabulary';
import { type Mention, readMentions } from './mentions';

type Role = 'title' | 'creator' | 'words';

/** What the slots of our domains say; slots that are not here (playlist, service, timeRange) say nothing of the entity. */
const ROLES: Readonly<Record<string, { readonly role: Role; readonly types?: readonly string[] }>> = {
  track: { role: 'title', types: ['song'] },
  album: { role: 'title', types: ['album'] },
  movie_name: { role: 'title', types: ['film'] },
  entity_name: { role: 'title' },
  object_name: { role: 'title' },
  title: { role: 'title' },
  artist: { role: 'creator' },
  author: { role: 'creator' },
  director: { role: 'creator' },
  creator: { role: 'creator' },
  genre: { role: 'words' },
  theme: { role: 'words' },
  year: { role: 'words' },
  sort: { role: 'words' },
  language: { role: 'words' },
  music_item: { role: 'words' },
  movie_type: { role: 'words' },
  object_type: { role: 'words' },
};

/** What kind of name a slot holds. */
export type NamingRole = 'title' | 'creator';

/** What kind of name a slot of this name holds; undefined when it holds none. */
export function namingRole(slotName: string): NamingRole | undefined {
  const role = Object.hasOwn(ROLES, slotName) ? ROLES[slotName]!.role : undefined;
  return role === 'words' ? undefined : role;
}

/**
 * What slots say. Undefined when none of them says anything of the entity, so that the words are to be read.
 * What a slot holds and the catalogue does not know stays among the terms.
 * @param latest the present year
 */
export function understandSlots(
  slots: RetrievalQuery['slots'],
  vocabulary: CatalogueVocabulary,
  latest: number,
): QueryUnderstanding | undefined {
  const known = slots.filter(({ name, value }) => Object.hasOwn(ROLES, name) && normalise(value) !== '');
  if (known.length === 0) return undefined;
  const valueOf = (role: Role): string | undefined => known.find(({ name }) => ROLES[name]!.role === role)?.value;
  const title = valueOf('title');
  // "Major Harris's songs" may be cut after the s.
  const creator = valueOf('creator')?.replace(/['’]s?$/, '');
  const mentions: Mention[] = [];
  const rest: string[] = [];
  for (const { name, value } of known.filter((slot) => ROLES[slot.name]!.role === 'words')) {
    const words = normalise(value).split(' ');
    const said = readMentions(words, vocabulary, latest);
    mentions.push(...said);
    // "jazzy blues ballad": what no mention covers is searched for as it is. A type that is not here is nothing to find.
    const covers = (i: number): boolean => said.some(({ start, end }) => start <= i && i < end);
    if (name === 'genre' || name === 'theme') rest.push(...words.filter((_, i) => !covers(i)));
  }
  const types = known.flatMap(({ name }) => ROLES[name]!.types ?? []).filter((type) => vocabulary.types.has(type));
  const said = sayMentions(mentions, 1, latest);
  return {
    ...said,
    kind: title === undefined ? 'topic' : 'known-item',
    terms: title === undefined ? rest : normalise(title).split(' '),
    types: [...new Set([...said.types, ...types])],
    ...(title === undefined ? {} : { title: normalise(title) }),
    ...(creator === undefined ? {} : { creator: creatorNamed(vocabulary, creator) ?? normalise(creator) }),
  };
}

/** What mentions say together. @param sure how sure it is that their tags are meant, in (0, 1] */
export function sayMentions(
  mentions: readonly Mention[],
  sure: number,
  latest: number,
): Pick<QueryUnderstanding, 'types' | 'tags' | 'years' | 'language' | 'order'> {
  const tags = mentions.flatMap((mention) =>
    mention.kind === 'tag' ? [mention.tag] : mention.kind === 'type' ? (mention.word.tag ?? []) : [],
  );
  const years = mentions.find((mention) => mention.kind === 'years')?.years;
  const language = mentions.find((mention) => mention.kind === 'language')?.language;
  const order = mentions.find((mention) => mention.kind === 'order')?.order;
  return {
    types: [...new Set(mentions.flatMap((mention) => (mention.kind === 'type' ? mention.word.types : [])))],
    tags: Object.fromEntries(tags.map((tag) => [tag, sure])),
    ...(years === undefined ? {} : { years: [years[0], Math.min(years[1], Math.max(latest, years[0]))] as const }),
    ...(language === undefined ? {} : { language }),
    ...(order === undefined ? {} : { order }),
  };
}
