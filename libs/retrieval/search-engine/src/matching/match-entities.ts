import type { Hypothesis, SlotValue } from '@tiebreak/interpretation';
import type { EntityMatch } from '@tiebreak/search-pipeline';
import { namingRole, type NamingRole, normalise } from '@tiebreak/understanding';
import { type EntityLookup, KnownName } from './known-name';

/** A slot that names something. */
interface Naming {
  readonly role: NamingRole;
  readonly known: KnownName;
}

/**
 * How well the catalogues support each hypothesis, all in [0, 1]:
 *
 * - `entity_match`: how near the values of its naming slots (titles and creators) come to names of that kind, on average; 1
 *   for what is called exactly so;
 * - `entity_match_least`: the same of the worst slot;
 * - `entity_written`: how alike they are written to such names, articles and numerals included, on average;
 * - `entity_popularity`: that of the most popular entity that is called exactly so; 0 when there is none;
 * - `entity_misnamed`: by how much a value is nearer to a name of the other kind, as when an album is taken for an artist;
 * - `entity_together`: how near one entity comes to all of its names; only where a title and a creator are named.
 *
 * A hypothesis that names nothing, or is of a domain without a catalogue, has no signals. Each value is looked up once,
 * whichever hypotheses share it.
 * @see Wang et al., "Optimizing NLU Reranking Using Entity Resolution Signals in Multi-domain Dialog Systems", NAACL 2021
 */
export async function matchEntities(
  hypotheses: readonly Hypothesis[],
  lookup: (domain: string) => EntityLookup | undefined,
): Promise<EntityMatch[]> {
  const names = new Map<string, Promise<KnownName>>();
  const namingOf = async (domain: string, { name, value }: SlotValue, index: EntityLookup): Promise<Naming[]> => {
    const role = namingRole(name);
    if (role === undefined) return [];
    const key = `${domain}\n${normalise(value)}`;
    let known = names.get(key);
    if (known === undefined) names.set(key, (known = KnownName.lookUp(value, index)));
    return [{ role, known: await known }];
  };
  return Promise.all(
    hypotheses.map(async ({ id, domain, slots }): Promise<EntityMatch> => {
      const index = lookup(domain);
      const named = index === undefined ? [] : await Promise.all(slots.map((slot) => namingOf(domain, slot, index)));
      return { hypothesisId: id, signals: signalsOf(named.flat()) };
    }),
  );
}

function signalsOf(names: readonly Naming[]): Record<string, number> {
  if (names.length === 0) return {};
  const fits = names.map(({ role, known }) => known.nearest(role));
  const misfits = names.map(({ role, known }, i) => known.nearest(role === 'title' ? 'creator' : 'title') - fits[i]!);
  return {
    entity_match: mean(fits),
    entity_match_least: Math.min(...fits),
    entity_written: mean(names.map(({ role, known }) => known.mostLike(role))),
    entity_popularity: Math.max(...names.map(({ role, known }) => known.popularity(role))),
    entity_misnamed: Math.max(0, ...misfits),
    ...(new Set(names.map(({ role }) => role)).size < 2 ? {} : { entity_together: together(names) }),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How near the entity that fits all names best comes to the one that it fits worst. */
function together(names: readonly Naming[]): number {
  const entities = names.flatMap(({ known }) => known.entities);
  return Math.max(
    0,
    ...entities.map((entity) => Math.min(...names.map(({ role, known }) => known.nearness(entity, role)))),
  );
}
