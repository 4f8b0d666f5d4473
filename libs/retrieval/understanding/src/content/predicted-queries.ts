import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '../normalise';
import { PEOPLE_TYPES } from '../vocabulary/type-words';
import type { ContentUnderstanding } from './understand-content';

/** A query that an entity may be asked by, normalised. */
export interface PredictedQuery {
  readonly query: string;
  /** How much of the entity it names, in (0, 1]: 1 for its title. */
  readonly weight: number;
}

/** Tags that are asked for together with a type or a decade. */
const MOST_TAGS = 4;
const ALIAS = 0.9;
const PERSON = 0.6;
const TAG = 0.5;
const WITH_DECADE = 0.4;

/** The queries that people are likely to ask for an entity by, best first, none twice. */
export function predictedQueries(
  { title, type, aliases }: Pick<CatalogueEntity, 'title' | 'type' | 'aliases'>,
  { tags, people, decade }: ContentUnderstanding,
): PredictedQuery[] {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    const query = normalise(text);
    if (query !== '') weights.set(query, Math.max(weight, weights.get(query) ?? 0));
  };
  add(title, 1);
  add(`${title} ${type}`, ALIAS);
  for (const alias of aliases) add(alias, ALIAS);
  for (const [name, weight] of Object.entries(people)) {
    for (const query of [`${title} ${name}`, `${title} by ${name}`]) add(query, ALIAS * weight);
    add(name, PERSON * weight);
    if (!PEOPLE_TYPES.has(type)) add(`${name} ${type}`, PERSON * weight);
  }
  for (const [tag, weight] of Object.entries(tags)) add(tag, TAG * weight);
  for (const [tag, weight] of Object.entries(tags).slice(0, MOST_TAGS)) {
    add(`${tag} ${type}`, TAG * weight);
    if (decade !== undefined) add(`${decade} ${tag}`, WITH_DECADE * weight);
  }
  return [...weights].map(([query, weight]) => ({ query, weight })).sort((a, b) => b.weight - a.weight);
}
