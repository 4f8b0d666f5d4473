import { defineDomain, type DomainDefinition } from '@tiebreak/scoring';
import * as definitions from './domain-definitions';

const defined: ReadonlyMap<string, DomainDefinition> = new Map(
  Object.values(definitions).map((definition) => [definition.name, definition]),
);

/** A domain's definition; one that has none gets the standard features, with intents and slots from its training lines. */
export function definitionOf(domain: string): DomainDefinition {
  return defined.get(domain) ?? defineDomain({ name: domain });
}
