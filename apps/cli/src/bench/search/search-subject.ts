import { randomUUID } from 'node:crypto';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { generatorsOf, learnedRanker, MOST_RANKED, searchTurns, STRATEGIES } from '@tiebreak/search-engine';
import { buildIndex, SearchIndex } from '@tiebreak/search-index';
import {
  type CandidateRanker,
  rankingFeatures,
  search,
  type SearchAnswer,
  type SearchParts,
  staticPolicy,
} from '@tiebreak/search-pipeline';
import { understandQuery } from '@tiebreak/understanding';
import { MADE_DOMAIN } from './made-catalogue';
import { madeRanker } from './made-ranker';

/** What every search asks, and at which depth. */
export const ASKED = ['lexical', 'fuzzy', 'sparse', 'semantic', 'structured'];
export const DEPTH = 50;
const LIMIT = 10;
/** Nothing is to be left out for being late: that would look fast. */
const DEADLINE_MS = 60_000;

/** A whole search that is measured. */
export interface SearchSubject {
  readonly index: SearchIndex;
  search(query: string): Promise<SearchAnswer>;
  /** How many candidates of a query are ranked. */
  candidates(query: string): Promise<number>;
  close(): Promise<void>;
}

/** What making the index took. */
export interface IndexCost {
  readonly seconds: number;
  /** The most memory that this process ever held, in bytes. */
  readonly peakBytes: number;
}

/** Makes an index with hashed vectors. */
export async function indexed(
  entities: AsyncIterable<CatalogueEntity>,
  folder: string,
  onProgress: (share: number) => void,
): Promise<IndexCost> {
  const start = performance.now();
  await buildIndex(entities, folder, { encoder: 'hashed', onProgress });
  const seconds = (performance.now() - start) / 1_000;
  return { seconds, peakBytes: process.resourceUsage().maxRSS * 1_024 };
}

/** Opens an index with the five strategies always asked, and a ranker learned from made-up grades. */
export async function openSubject(folder: string, scratch: string): Promise<SearchSubject> {
  const index = await SearchIndex.open(folder);
  const vocabulary = await index.vocabulary();
  const features = rankingFeatures(STRATEGIES);
  const learned = learnedRanker(await madeRanker(scratch, features.names, 3), features.names);
  let ranked = 0;
  const ranker: CandidateRanker = {
    version: learned.version,
    score: (input) => {
      ranked = input.candidates.length;
      return learned.score(input);
    },
  };
  const parts: SearchParts = {
    understand: (query) => understandQuery(query, vocabulary),
    policy: staticPolicy('bench', Object.fromEntries(ASKED.map((strategy) => [strategy, DEPTH]))),
    generators: generatorsOf(index),
    entities: index,
    features,
    ranker,
    mostRanked: MOST_RANKED,
    log: () => undefined,
    ...{ deadlineMs: DEADLINE_MS, now: Date.now, newId: randomUUID },
  };
  const inTurn = searchTurns();
  const { signal } = new AbortController();
  const ask = (query: string): Promise<SearchAnswer> => {
    const request = {
      ...{ requestId: '', domain: MADE_DOMAIN, query, intent: '', slots: [], userId: '' },
      ...{ context: { device: '', attributes: {} }, limit: LIMIT, explain: false },
    };
    return inTurn(() => search(parts, request, signal));
  };
  return {
    index,
    search: ask,
    candidates: async (query) => {
      await ask(query);
      return ranked;
    },
    close: () => index.close(),
  };
}
