import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { SearchEngine } from '@tiebreak/search-engine';
import { buildIndex } from '@tiebreak/search-index';
import type { SearchAnswer } from '@tiebreak/search-pipeline';
import { type Random, seededRandom } from '@tiebreak/statistics';

/** Titles are of two of these, queries of one. */
const WORDS = Array.from({ length: 40 }, (_, i) => `${'bcdfgklmnp'[i % 10]!}${'aeio'[Math.floor(i / 10)]!}rton`);
const FILMS = 160;

/** The folders of a search service in `folder`. */
export function placesIn(folder: string) {
  return { indexes: join(folder, 'indexes'), rankers: join(folder, 'rankers'), feedback: join(folder, 'feedback.db') };
}

/** Indexes made-up films, none better known by its words than another. */
export async function indexFilms(folder: string): Promise<void> {
  const random = seededRandom(1);
  const films = Array.from({ length: FILMS }, (_, i): CatalogueEntity => {
    const [first, second] = random.shuffle([...WORDS]);
    return {
      ...{ id: `film-${i}`, domain: 'Video', type: 'film', title: `${first!} ${second!}`, creator: '', year: 1990 },
      ...{ popularity: random.uniform(), attributes: {}, aliases: [], text: '', tags: {} },
    };
  });
  await buildIndex(each(films), join(placesIn(folder).indexes, 'Video'), { encoder: 'none' });
}

/** Runs a search service on the folder while something is done with it. */
export async function serving<T>(folder: string, work: (engine: SearchEngine) => Promise<T>): Promise<T> {
  let seed = 0;
  const engine = await SearchEngine.open({
    ...{
      ...placesIn(folder),
      policy: 'lexical=25',
      shadowPolicy: '',
      retentionDays: 0,
      deadlineMs: 2_000,
      swapShare: 0.25,
    },
    ...{ now: Date.now, newId: randomUUID, seed: () => seed++ },
    onError: (error) => {
      throw error;
    },
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Searches for a film. */
function searchFor(engine: SearchEngine, query: string): Promise<SearchAnswer> {
  const context = { device: '', attributes: {} };
  const request = { requestId: 'r', domain: 'Video', query, intent: '', slots: [], context, userId: '' };
  return engine.search({ ...request, limit: 8, explain: false }, new AbortController().signal);
}

/** Users who look at the place k with probability 1/k, and want what few know. */
export async function searchAndClick(engine: SearchEngine, searches: number): Promise<void> {
  const random = seededRandom(2);
  for (let i = 0; i < searches; i++) {
    const answer = await searchFor(engine, WORDS[random.integer(WORDS.length)]!);
    const events = answer.results
      .filter(({ entity, position }) => isClicked(random, entity.popularity, position))
      .map(({ entity }, e) => ({
        ...{ eventId: `e-${i}-${e}`, impressionId: answer.impressionId, entityId: entity.id },
        ...{ action: 'like' as const, occurredAt: Date.now() },
      }));
    if (events.length > 0) await engine.recordFeedback(events);
  }
}

/** Of the first results of all queries, how popular they are on average; and which ranker says so. */
export async function firstResults(engine: SearchEngine): Promise<{ rankerVersion: string; popularity: number }> {
  const answers = [];
  for (const word of WORDS) answers.push(await searchFor(engine, word));
  const firsts = answers.flatMap(({ results }) => results.slice(0, 1));
  return {
    rankerVersion: answers[0]!.rankerVersion,
    popularity: firsts.reduce((sum, { entity }) => sum + entity.popularity, 0) / firsts.length,
  };
}

function isClicked(random: Random, popularity: number, position: number): boolean {
  return random.uniform() < (popularity < 0.5 ? 0.9 : 0.1) / position;
}

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}
