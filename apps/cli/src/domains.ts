import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { defineDomain, type DomainDefinition } from '@tiebreak/scoring';

const defined: ReadonlyMap<string, DomainDefinition> = new Map(
  [music, books, video].map((definition) => [definition.name, definition]),
);

/** A domain's definition; one that has none gets the standard features, with intents and slots from its training lines. */
export function definitionOf(domain: string): DomainDefinition {
  return defined.get(domain) ?? defineDomain({ name: domain });
}
