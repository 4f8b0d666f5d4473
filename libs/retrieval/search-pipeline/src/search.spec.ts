import { getEventListeners } from 'node:events';
import type { Candidate, CandidateGenerator } from '@tiebreak/candidates';
import { briefOf, minmax } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import type { Impression } from '@tiebreak/feedback';
import { fusionRanker } from './candidate-ranker';
import { rankingFeatures } from './ranking-features';
import { search, type SearchParts } from './search';
import type { SearchRequest } from './search-service';
import { staticPolicy } from './strategy-policy';

const ENTITIES = new Map(
  ['Mary Poppins', 'Mary Poppins Returns', 'Saving Mr. Banks'].map((title, i): [string, CatalogueEntity] => [
    `e${i}`,
    {
      ...{ id: `e${i}`, domain: 'Video', type: 'film', title, creator: '', year: 1964 + i, popularity: 0.9 - i / 10 },
      ...{ attributes: {}, aliases: ['alias'], text: 'text', tags: { musical: 1 } },
    },
  ]),
);

const REQUEST: SearchRequest = {
  ...{ requestId: 'r1', domain: 'Video', query: 'Mary Poppins!', intent: '', slots: [], userId: 'ann', limit: 10 },
  ...{ context: { device: 'tablet', attributes: {} }, explain: false },
};

/** A strategy that finds these, best first. */
function finding(name: string, ids: readonly string[]): CandidateGenerator {
  const all = ids.map((id, i): Candidate => ({ id, score: ids.length - i }));
  return { name, generate: (_, depth) => Promise.resolve(all.slice(0, depth)) };
}

describe('a search', () => {
  const never = new AbortController().signal;
  let logged: Impression[];
  const parts = (generators: readonly CandidateGenerator[], depths: Record<string, number>): SearchParts => ({
    understand: () => ({ kind: 'known-item', terms: ['mary', 'poppins'], types: [], tags: {} }),
    policy: staticPolicy('fixed', depths),
    generators,
    entities: {
      describe: (ids) => Promise.resolve(ids.flatMap((id) => (ENTITIES.has(id) ? [briefOf(ENTITIES.get(id)!)] : []))),
      read: (ids) => Promise.resolve(ids.flatMap((id) => ENTITIES.get(id) ?? [])),
    },
    features: rankingFeatures(['lexical', 'fuzzy']),
    ranker: fusionRanker('minmax', minmax),
    log: (impression) => logged.push(impression),
    deadlineMs: 100,
    now: () => Date.now(),
    newId: () => `i${logged.length}`,
  });
  beforeEach(() => {
    logged = [];
  });

  it('puts first what more strategies agree on, and says which found it', async () => {
    const all = parts([finding('lexical', ['e1', 'e0']), finding('fuzzy', ['e0', 'e2'])], { lexical: 10, fuzzy: 10 });
    const { results } = await search(all, REQUEST, never);
    expect(results.map(({ entity, position }) => [entity.id, position])).toEqual([
      ['e1', 1],
      ['e0', 2],
      ['e2', 3],
    ]);
    expect(results[1]!.strategies).toEqual(['lexical', 'fuzzy']);
    expect(results[0]!.entity).not.toHaveProperty('text');
  });

  it('asks each chosen strategy to its depth, and no other', async () => {
    const all = parts([finding('lexical', ['e0', 'e1', 'e2']), finding('fuzzy', ['e2'])], { lexical: 2, fuzzy: 0 });
    const { results, strategies } = await search(all, REQUEST, never);
    expect(results.map(({ entity }) => entity.id)).toEqual(['e0', 'e1']);
    expect(strategies).toMatchObject([
      { strategy: 'lexical', chosen: true, depth: 2, retrieved: 2, propensity: 1, error: '' },
      { strategy: 'fuzzy', chosen: false, depth: 0, retrieved: 0, propensity: 1, error: '' },
    ]);
  });

  it.each<[string, CandidateGenerator['generate'], string]>([
    ['fails', () => Promise.reject(new Error('disk on fire')), 'disk on fire'],
    ['is late', () => new Promise(() => undefined), 'no answer within 100 ms'],
  ])('goes on without a strategy that %s, and says why', async (_, generate, error) => {
    const all = parts([{ name: 'lexical', generate }, finding('fuzzy', ['e2'])], { lexical: 10, fuzzy: 10 });
    const { results, strategies } = await search(all, REQUEST, never);
    expect(results.map(({ entity }) => entity.id)).toEqual(['e2']);
    expect(strategies[0]).toMatchObject({ retrieved: 0, error });
  });

  it('asks no strategy for a caller who gave up before', async () => {
    let asked = false;
    const generate: CandidateGenerator['generate'] = () => {
      asked = true;
      return Promise.resolve([]);
    };
    const { results, strategies } = await search(
      parts([{ name: 'lexical', generate }], { lexical: 10 }),
      REQUEST,
      AbortSignal.abort(),
    );
    expect(asked).toBe(false);
    expect(results).toEqual([]);
    expect(strategies[0]!.error).toBe('the caller gave up');
  });

  it('tells a strategy when its time is over', async () => {
    let aborted = false;
    const slow: CandidateGenerator = {
      name: 'lexical',
      generate: (_, __, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (aborted = true));
        }),
    };
    await search(parts([slow], { lexical: 10 }), REQUEST, never);
    expect(aborted).toBe(true);
  });

  it('tells every strategy when the caller gives up, listening to the caller once for all', async () => {
    const caller = new AbortController();
    const names = Array.from({ length: 20 }, (_, i) => `s${i}`);
    const listeners: number[] = [];
    const waiting = (name: string): CandidateGenerator => ({
      name,
      generate: () => {
        listeners.push(getEventListeners(caller.signal, 'abort').length);
        if (listeners.length === names.length) caller.abort();
        return new Promise(() => undefined);
      },
    });
    const depths = Object.fromEntries(names.map((name) => [name, 10]));
    const { strategies } = await search(parts(names.map(waiting), depths), REQUEST, caller.signal);
    expect(strategies.map(({ error }) => error)).toEqual(names.map(() => 'the caller gave up'));
    expect(listeners).toEqual(names.map(() => 1));
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('logs what was asked, chosen and shown, with the features that the ranker saw', async () => {
    const all = parts([finding('lexical', ['e1', 'e0']), finding('fuzzy', ['e0'])], { lexical: 10, fuzzy: 10 });
    const answer = await search(all, { ...REQUEST, limit: 1 }, never);
    const [impression] = logged;
    expect(impression).toMatchObject({
      ...{ id: answer.impressionId, domain: 'Video', query: 'mary poppins', userId: 'ann', jointPropensity: 1 },
      ...{ policyVersion: 'fixed@1', rankerVersion: 'minmax@1' },
    });
    expect(impression!.results.map(({ entityId }) => entityId)).toEqual(['e1']);
    const { names } = all.features;
    const feature = (name: string) => impression!.results[0]!.features[names.indexOf(name)];
    expect([feature('lexical_rank'), feature('fuzzy_rank'), feature('agreement')]).toEqual([1, Number.NaN, 1]);
    expect(feature('query_covered')).toBe(1);
    expect(feature('title_covered')).toBeCloseTo(2 / 3);
  });

  it('logs which columns the features are, and where neighbours were exchanged', async () => {
    const all = parts([finding('lexical', ['e0', 'e1'])], { lexical: 10 });
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    for (const seed of seeds) {
      const { results } = await search({ ...all, swapping: { share: 0.5, seed: () => seed } }, REQUEST, never);
      const { swap, results: shown, featureSchema } = logged.at(-1)!;
      expect(shown.map(({ entityId }) => entityId)).toEqual(swap!.swapped ? ['e1', 'e0'] : ['e0', 'e1']);
      expect(results.map(({ entity }) => entity.id)).toEqual(shown.map(({ entityId }) => entityId));
      expect(featureSchema).toBe(rankingFeatures(['lexical', 'fuzzy']).fingerprint);
    }
    expect(new Set(logged.map(({ swap }) => swap!.swapped)).size).toBe(2);
    expect(rankingFeatures(['fuzzy', 'lexical']).fingerprint).not.toBe(all.features.fingerprint);
  });

  it('shows nothing of an entity that was removed meanwhile', async () => {
    const all = parts([finding('lexical', ['gone', 'e0'])], { lexical: 10 });
    expect((await search(all, REQUEST, never)).results.map(({ entity }) => entity.id)).toEqual(['e0']);
  });

  it('shows the next best for an entity that was removed while it was ranked', async () => {
    const all = parts([finding('lexical', ['e1', 'e0', 'e2'])], { lexical: 10 });
    const { describe: described } = all.entities;
    const entities = {
      describe: described,
      read: (ids: readonly string[]) => all.entities.read(ids.filter((id) => id !== 'e1')),
    };
    const { results } = await search({ ...all, entities }, { ...REQUEST, limit: 2 }, never);
    expect(results.map(({ entity, position }) => [entity.id, position])).toEqual([
      ['e0', 1],
      ['e2', 2],
    ]);
    expect(logged[0]!.results.map(({ entityId }) => entityId)).toEqual(['e0', 'e2']);
  });

  it('explains scores when it is asked to', async () => {
    const all = parts([finding('lexical', ['e1', 'e0']), finding('fuzzy', ['e1'])], { lexical: 10, fuzzy: 10 });
    const { results } = await search(all, { ...REQUEST, explain: true }, never);
    for (const { score, contributions } of results)
      expect(contributions!.reduce((sum, { logOdds }) => sum + logOdds, 0)).toBeCloseTo(score);
  });
});
