import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PROJECTIONS } from '@tiebreak/feedback';
import { openFeedbackStores } from '@tiebreak/feedback-store';
import { SearchIndex } from '@tiebreak/search-index';
import { SearchUnavailable } from '@tiebreak/search-pipeline';
import { domainPolicy, isWhatTheLogTeaches, STRATEGIES } from '../src/index';
import { ask, choose, EngineFolder, film, streamed } from './engines';

const CATALOGUE = [
  film('poppins', 'Mary Poppins', { popularity: 0.9, tags: { musical: 1 } }),
  film('magdalene', 'Mary Magdalene', { popularity: 0.2 }),
  film('shelley', 'Mary Shelley', { popularity: 0.3 }),
  film('it', 'It', { popularity: 0.8, tags: { horror: 1 } }),
  ...Array.from({ length: 40 }, (_, i) => film(`f${i}`, `Film Number ${i}`, { popularity: i / 100 })),
];
const idsOf = ({ results }: Awaited<ReturnType<typeof ask>>): string[] => results.map(({ entity }) => entity.id);

describe('a search engine', () => {
  let folder: EngineFolder;
  beforeEach(async () => {
    folder = new EngineFolder();
    await folder.build(CATALOGUE);
  });
  afterEach(async () => {
    await folder.remove();
    expect(folder.errors).toEqual([]);
  });

  it('finds by all strategies together, says which, and why', async () => {
    const engine = await folder.open('all-50');
    const answer = await ask(engine, 'mery poppins');
    expect(idsOf(answer)[0]).toBe('poppins');
    expect(answer.results[0]!.strategies).toContain('fuzzy');
    expect(answer.results[0]!.contributions!.length).toBeGreaterThan(0);
    expect(answer.strategies).toHaveLength(STRATEGIES.length);
    expect(answer.rankerVersion).toBe('prior@1');
  });

  it('puts first what people choose under a query, and remembers it when it is opened again', async () => {
    const engine = await folder.open('all-50');
    expect(idsOf(await ask(engine, 'mary'))[0]).not.toBe('magdalene');
    for (let i = 0; i < 10; i++) await choose(engine, await ask(engine, 'mary'), 'magdalene', folder.now);
    expect(idsOf(await ask(engine, 'Mary'))[0]).toBe('magdalene');
    await folder.close(engine);
    expect(idsOf(await ask(await folder.open('all-50'), 'mary'))[0]).toBe('magdalene');
  });

  it('lets its policy learn from choices, each once, whatever process comes after', async () => {
    const engine = await folder.open('thompson');
    expect((await ask(engine, 'mary poppins')).policyVersion).toBe('thompson@0');
    for (let i = 0; i < 5; i++) {
      const answer = await ask(engine, 'mary poppins');
      if (idsOf(answer).includes('poppins')) await choose(engine, answer, 'poppins', folder.now);
    }
    await folder.close(engine);
    const again = await folder.open('thompson');
    const { policyVersion } = await ask(again, 'mary poppins');
    expect(policyVersion).toMatch(/^thompson@[1-5]$/);
    await folder.close(again);
    expect((await ask(await folder.open('thompson'), 'mary poppins')).policyVersion).toBe(policyVersion);
  });

  it('learns when it is opened what a process logged that ended before it had learned it', async () => {
    const engine = await folder.open('thompson');
    const answers = [await ask(engine, 'mary poppins'), await ask(engine, 'mary poppins')];
    await choose(engine, answers[0]!, 'poppins', folder.now);
    await folder.close(engine);
    const location = join(folder.path, 'feedback.db');
    const cut = await openFeedbackStores(location);
    const event = { eventId: 'late', impressionId: answers[1]!.impressionId, entityId: 'poppins' };
    await cut.log.append([
      { kind: 'event', loggedAt: folder.now, event: { ...event, action: 'play', value: 200, occurredAt: folder.now } },
    ]);
    await cut.close();
    // Nothing else happens.
    await folder.close(await folder.open('thompson'));
    const stores = await openFeedbackStores(location);
    const policy = domainPolicy('Video', 'thompson');
    const kept = await stores.policy<string>(policy.key).read();
    expect(JSON.parse(kept!.state)).toMatchObject({ decisions: 2 });
    expect(await isWhatTheLogTeaches(policy, stores, DEFAULT_PROJECTIONS)).toBe(true);
    await stores.policy<string>(policy.key).write(kept!.version, { ...kept!, state: policy.untaught });
    expect(await isWhatTheLogTeaches(policy, stores, DEFAULT_PROJECTIONS)).toBe(false);
    await stores.close();
  });

  it('shows the same whatever a policy in the shadow would choose, which learns all the same', async () => {
    const alone = await folder.open('all-50');
    const shown = idsOf(await ask(alone, 'mary'));
    await folder.close(alone);
    const engine = await folder.open('all-50', 'thompson');
    const answer = await ask(engine, 'mary');
    expect(idsOf(answer)).toEqual(shown);
    await choose(engine, answer, 'poppins', folder.now);
    await folder.close(engine);
    const stores = await openFeedbackStores(join(folder.path, 'feedback.db'));
    const { entries } = await stores.log.read(0, 100);
    await stores.close();
    const shadows = entries.flatMap((entry) => (entry.kind === 'impression' ? [entry.impression.shadow] : []));
    expect(shadows.map((shadow) => shadow?.policyVersion)).toEqual([undefined, 'thompson@0']);
    expect(shadows[1]!.depths).toHaveLength(STRATEGIES.length);
    expect((await ask(await folder.open('thompson'), 'mary')).policyVersion).toBe('thompson@1');
  });

  it('closes after a refresh that has begun, which finds everything open', async () => {
    const engine = await folder.open('all-50');
    const refresh = engine.refresh.bind(engine);
    const ends: string[] = [];
    const begun = new Promise<void>((resolve) => {
      jest.spyOn(engine, 'refresh').mockImplementation(async () => {
        resolve();
        await sleep(1_000);
        await refresh();
        ends.push('refreshed');
      });
    });
    engine.refreshEvery(0, (error) => ends.push(error.message));
    await begun;
    await folder.close(engine);
    expect([...ends, 'closed']).toEqual(['refreshed', 'closed']);
  });

  it('shows what other processes add to the index, and goes over to a new one', async () => {
    const engine = await folder.open('all-50');
    const other = await SearchIndex.open(folder.index);
    await other.upsert([film('nights', 'Zanzibar Nights')]);
    await other.close();
    await engine.refresh();
    expect(idsOf(await ask(engine, 'zanzibar nights'))[0]).toBe('nights');
    await folder.build([film('only', 'Only This One')]);
    await engine.refresh();
    expect(idsOf(await ask(engine, 'mary poppins'))).toEqual(['only']);
  });

  it('forgets what is older than it may be, and what was learned of it', async () => {
    folder.retentionDays = 30;
    const engine = await folder.open('all-50');
    for (let i = 0; i < 10; i++) await choose(engine, await ask(engine, 'mary'), 'magdalene', folder.now);
    folder.now += 29 * 86_400_000;
    await engine.refresh();
    expect(idsOf(await ask(engine, 'mary'))[0]).toBe('magdalene');
    folder.now += 2 * 86_400_000;
    await engine.refresh();
    expect(idsOf(await ask(engine, 'mary'))[0]).not.toBe('magdalene');
  });

  it('recommends to a user what goes with the own choices', async () => {
    const pairs = [...Array(9).keys()].flatMap((user) =>
      ['it', 'shelley'].map((entity) => ({ user: `u${user}`, entity })),
    );
    await folder.build(CATALOGUE, { actions: streamed(pairs) });
    const engine = await folder.open('personal=10+lexical=10');
    await choose(engine, await ask(engine, 'it', 'ann'), 'it', folder.now);
    const found = (await ask(engine, 'number 7', 'ann')).results;
    expect(found.find(({ entity }) => entity.id === 'shelley')!.strategies).toEqual(['personal']);
    expect(idsOf(await ask(engine, 'number 7', 'bob'))).not.toContain('shelley');
  });

  it('says how well the catalogue supports hypotheses', async () => {
    const engine = await folder.open('all-50');
    const hypothesis = (id: string, domain: string, value?: string) => ({
      ...{ id, domain, intent: 'PlayVideo', signals: {}, scores: { domain: 0.5, intent: 0.5, ner: 0.5 } as never },
      slots: value === undefined ? [] : [{ name: 'title', value, entityId: '' }],
    });
    const matches = await engine.matchEntities([
      hypothesis('exact', 'Video', 'Mary Poppins'),
      hypothesis('near', 'Video', 'mery popins'),
      hypothesis('far', 'Video', 'quantum chromodynamics'),
      hypothesis('none', 'Video'),
      hypothesis('foreign', 'Music', 'Mary Poppins'),
    ]);
    const match = Object.fromEntries(matches.map(({ hypothesisId, signals }) => [hypothesisId, signals.entity_match]));
    expect(match.exact).toBe(1);
    expect(match.near).toBeGreaterThan(0.4);
    expect(match.near).toBeLessThan(1);
    expect(match.far).toBeLessThan(match.near!);
    expect([match.none, match.foreign]).toEqual([undefined, undefined]);
    expect(matches[0]!.signals.entity_popularity).toBe(0.9);
  });

  it('refuses a catalogue that it does not serve, and a policy that there is not', async () => {
    const engine = await folder.open('all-50');
    const { signal } = new AbortController();
    await expect(engine.search({ domain: 'Games' } as never, signal)).rejects.toThrow(SearchUnavailable);
    await expect(folder.open('best')).rejects.toThrow('policy: expected thompson');
  });
});
