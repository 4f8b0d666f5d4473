import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hypothesis, probability } from '@tiebreak/interpretation';
import { buildIndex, SearchIndex } from '@tiebreak/search-index';
import { matchEntities } from '../src/index';
import { film, streamed } from './engines';

const album = (id: string, title: string, creator: string, popularity: number) =>
  film(id, title, { domain: 'Music', type: 'album', creator, popularity });
const CATALOGUE = [
  album('thriller', 'Thriller', 'Michael Jackson', 0.9),
  album('bad', 'Bad', 'Michael Jackson', 0.8),
  // Called as its creator is.
  album('boston', 'Boston', 'Boston', 0.5),
  album('gold', 'Gold', 'ABBA', 0.7),
  album('gold 2', 'Gold', 'Cat Stevens', 0.2),
  album('collision', 'Collision Course', 'Jay-Z and Linkin Park', 0.6),
  ...Array.from({ length: 30 }, (_, i) => album(`hits ${i}`, 'Greatest Hits', `Band Number ${i}`, i / 100)),
];

const folder = mkdtempSync(join(tmpdir(), 'match-entities-'));
let index: SearchIndex;
/** How often the catalogue is asked by name. */
let lookups = 0;
beforeAll(async () => {
  await buildIndex(streamed(CATALOGUE), folder, { encoder: 'none' });
  index = await SearchIndex.open(folder);
  const { named } = index;
  index.named = (...args) => {
    lookups++;
    return named.apply(index, args);
  };
});
afterAll(async () => {
  await index.close();
  await rm(folder, { recursive: true });
});

type Slots = Readonly<Record<string, string>>;

const hypothesis = (slots: Slots, domain = 'Music', id = 'h'): Hypothesis => ({
  ...{ id, domain, intent: 'PlayMusic', signals: {} },
  slots: Object.entries(slots).map(([name, value]) => ({ name, value, entityId: '' })),
  scores: { domain: probability(1), intent: probability(1), ner: probability(1) },
});

/** The signals of one hypothesis. */
async function signalsOf(slots: Slots, domain?: string): Promise<Readonly<Record<string, number>>> {
  const [match] = await matchEntities([hypothesis(slots, domain)], (name) => (name === 'Music' ? index : undefined));
  return match!.signals;
}

describe('signals of entities', () => {
  it('are 1, and the popularity, for what is called so, however it is said', async () => {
    const called = { entity_match: 1, entity_match_least: 1, entity_misnamed: 0 };
    expect(await signalsOf({ album: 'the Thriller' })).toMatchObject({ ...called, entity_popularity: 0.9 });
    expect(await signalsOf({ artist: 'jay z' })).toMatchObject({ ...called, entity_popularity: 0.6 });
    expect(await signalsOf({ album: 'gold' })).toMatchObject({ ...called, entity_popularity: 0.7 });
    expect(await signalsOf({ artist: 'boston' })).toMatchObject({ ...called, entity_popularity: 0.5 });
  });

  it('tell what is written alike from what is only said alike', async () => {
    const [written, said] = [await signalsOf({ album: 'thriller' }), await signalsOf({ album: 'the thriller' })];
    expect(written.entity_written).toBe(1);
    expect(said.entity_written).toBeLessThan(1);
    expect(said.entity_match).toBe(1);
  });

  it('come near 1 for a slip of the tongue, and to no popularity, which would be that of a guess', async () => {
    const { entity_match: match, entity_popularity: popularity } = await signalsOf({ artist: 'micheal jakson' });
    expect(match).toBeGreaterThan(0.5);
    expect(match).toBeLessThan(1);
    expect(popularity).toBe(0);
  });

  it('are of the kind of name that a slot holds: an album is no artist', async () => {
    const { entity_match: match, entity_misnamed: misnamed } = await signalsOf({ artist: 'thriller' });
    expect(match).toBeLessThan(0.3);
    expect(misnamed).toBeCloseTo(1 - match!, 12);
    expect(await signalsOf({ artist: 'michael jackson' })).toMatchObject({ entity_match: 1, entity_misnamed: 0 });
  });

  it('say whether title and creator are of one entity, which need not be the most popular of its name', async () => {
    expect(await signalsOf({ album: 'gold', artist: 'cat stevens' })).toMatchObject({ entity_together: 1 });
    expect(await signalsOf({ album: 'greatest hits', artist: 'band number 3' })).toMatchObject({ entity_together: 1 });
    const apart = await signalsOf({ album: 'gold', artist: 'michael jackson' });
    expect(apart).toMatchObject({ entity_match: 1, entity_match_least: 1 });
    expect(apart.entity_together).toBeLessThan(0.5);
    expect(await signalsOf({ album: 'gold' })).not.toHaveProperty('entity_together');
  });

  it('are the mean of what is named, the worst of it, and the most popular: 1 and 0 of two', async () => {
    const { entity_match: match, entity_match_least: least } = await signalsOf({ album: 'thriller', artist: 'zzyzx' });
    expect(match).toBeCloseTo((1 + least!) / 2, 12);
    expect(least).toBeLessThan(0.2);
  });

  it('are missing where nothing is named, or nothing is known of the domain', async () => {
    expect(await signalsOf({})).toEqual({});
    expect(await signalsOf({ genre: 'gold', year: '1999', playlist: 'bad' })).toEqual({});
    expect(await signalsOf({ object_name: 'thriller' }, 'Books')).toEqual({});
  });

  it('are computed for any words', async () => {
    for (const value of ['', '!?', '\u0000', '%"*', 'x'.repeat(1_000), 'もののけ姫']) {
      const signals = Object.values(await signalsOf({ album: value, artist: value }));
      expect(signals).toHaveLength(6);
      for (const each of signals) expect(each >= 0 && each <= 1).toBe(true);
    }
  });

  it('look a value up once, in the order of the hypotheses', async () => {
    lookups = 0;
    const slots = [{ album: 'bad' }, { track: 'Bad' }, { artist: 'bad' }, { album: 'gold' }];
    const asked = slots.map((each, i) => hypothesis(each, 'Music', `h${i}`));
    const matches = await matchEntities(asked, () => index);
    expect(matches.map(({ hypothesisId }) => hypothesisId)).toEqual(['h0', 'h1', 'h2', 'h3']);
    expect(lookups).toBe(2);
  });
});
