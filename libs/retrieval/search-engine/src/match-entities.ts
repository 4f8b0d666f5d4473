import { characterGrams, type SparseIndex, type TextIndex } from '@tiebreak/candidates';
import type { Hypothesis } from '@tiebreak/interpretation';
import type { EntityMatch } from '@tiebreak/search-pipeline';
import { normalise, spokenForms } from '@tiebreak/understanding';

/** How well a catalogue has what a slot says, and how popular that is; both in [0, 1]. */
interface ValueMatch {
  readonly match: number;
  readonly popularity: number;
}

const NOTHING: ValueMatch = { match: 0, popularity: 0 };

/** Where the entities of one domain are looked up. */
export type EntityLookup = Pick<TextIndex, 'named' | 'read'> & SparseIndex;

/**
 * How well the catalogues support each hypothesis: `entity_match` is the mean over its slots of how near the nearest name
 * of its domain is, 1 for one that is called exactly so; `entity_match_least` is the worst slot's; `entity_popularity`
 * is that of the most popular entity that was met. A hypothesis without slots, or of a domain without a catalogue, has no
 * signals. Each value is looked up once, whichever hypotheses share it.
 * @see Wang et al., "Entity Resolution for Spoken Queries", 2021
 */
export async function matchEntities(
  hypotheses: readonly Hypothesis[],
  lookup: (domain: string) => EntityLookup | undefined,
): Promise<EntityMatch[]> {
  const matches = new Map<string, Promise<ValueMatch>>();
  const matchOf = (domain: string, value: string, index: EntityLookup): Promise<ValueMatch> => {
    const key = `${domain}\n${normalise(value)}`;
    let match = matches.get(key);
    if (match === undefined) matches.set(key, (match = nearest(index, value)));
    return match;
  };
  return Promise.all(
    hypotheses.map(async ({ id, domain, slots }): Promise<EntityMatch> => {
      const index = lookup(domain);
      if (index === undefined || slots.length === 0) return { hypothesisId: id, signals: {} };
      const found = await Promise.all(slots.map(({ value }) => matchOf(domain, value, index)));
      const fits = found.map(({ match }) => match);
      return {
        hypothesisId: id,
        signals: {
          entity_match: fits.reduce((sum, match) => sum + match, 0) / fits.length,
          entity_match_least: Math.min(...fits),
          entity_popularity: Math.max(...found.map(({ popularity }) => popularity)),
        },
      };
    }),
  );
}

async function nearest(index: EntityLookup, value: string): Promise<ValueMatch> {
  const [exact] = await index.named(spokenForms(value), 1);
  if (exact !== undefined) return { match: 1, popularity: await popularityOf(index, exact) };
  const grams = [...characterGrams(value)];
  const [near] = grams.length === 0 ? [] : await index.weigh('grams', grams, 1);
  return near === undefined
    ? NOTHING
    : { match: Math.min(1, near.score), popularity: await popularityOf(index, near.id) };
}

async function popularityOf(index: EntityLookup, id: string): Promise<number> {
  return (await index.read([id]))[0]?.popularity ?? 0;
}
