import { randomUUID } from 'node:crypto';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import type { FeedbackEvent, FeedbackReceipt } from '@tiebreak/feedback';
import type { Hypothesis } from '@tiebreak/interpretation';
import type { EntityMatch, SearchAnswer, SearchRequest, SearchService } from '@tiebreak/search-pipeline';
import { normalise } from '@tiebreak/understanding';

const STRATEGY = 'substring';
const DEPTH = 100;
/** Events of one impression that teach; the rest are kept and counted. */
const MOST_OF_IMPRESSION = 20;

/** A whole search service in memory: an entity is found when its title holds the query, and shorter titles come first. */
export class SubstringSearch implements SearchService {
  readonly domains: readonly string[];
  /** How many events each impression has. */
  private readonly impressions = new Map<string, number>();
  private readonly eventIds = new Set<string>();

  constructor(private readonly entities: readonly CatalogueEntity[]) {
    this.domains = [...new Set(entities.map(({ domain }) => domain))];
  }

  search({ requestId, domain, query, slots, limit, explain }: SearchRequest): Promise<SearchAnswer> {
    const words = normalise(query === '' ? slots.map(({ value }) => value).join(' ') : query);
    const found = this.holding(domain, words).slice(0, DEPTH);
    const impressionId = randomUUID();
    this.impressions.set(impressionId, 0);
    const results = found.slice(0, limit).map((entity, i) => ({
      ...{ entity, score: 1 / entity.title.length, strategies: [STRATEGY], position: i + 1 },
      ...(explain && { contributions: [{ feature: 'clicks', value: NaN, logOdds: 0.5 }] }),
    }));
    const ran = { strategy: STRATEGY, chosen: true, depth: DEPTH, propensity: 1, latencyMs: 0.1, error: '' };
    const idle = { strategy: 'idle', chosen: false, depth: 0, retrieved: 0, propensity: 1, latencyMs: 0, error: '' };
    return Promise.resolve({
      ...{ requestId, impressionId, results, strategies: [{ ...ran, retrieved: found.length }, idle] },
      ...{ jointPropensity: 1, policyVersion: 'always', rankerVersion: 'length' },
    });
  }

  matchEntities(hypotheses: readonly Hypothesis[]): Promise<readonly EntityMatch[]> {
    return Promise.resolve(
      hypotheses.map(({ id, domain, slots }) => {
        const held = slots.filter(({ value }) => this.holding(domain, normalise(value)).length > 0);
        return { hypothesisId: id, signals: slots.length === 0 ? {} : { entity_match: held.length / slots.length } };
      }),
    );
  }

  recordFeedback(events: readonly FeedbackEvent[]): Promise<FeedbackReceipt> {
    const counts = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0 };
    for (const event of events) counts[this.record(event)]++;
    return Promise.resolve({ ...counts, rejected: [] });
  }

  private record({ eventId, impressionId }: FeedbackEvent): 'accepted' | 'duplicates' | 'orphaned' | 'capped' {
    if (this.eventIds.has(eventId)) return 'duplicates';
    this.eventIds.add(eventId);
    const count = this.impressions.get(impressionId);
    if (count === undefined) return 'orphaned';
    this.impressions.set(impressionId, count + 1);
    return count < MOST_OF_IMPRESSION ? 'accepted' : 'capped';
  }

  private holding(domain: string, words: string): CatalogueEntity[] {
    return this.entities
      .filter((entity) => entity.domain === domain && words !== '' && normalise(entity.title).includes(words))
      .sort((a, b) => a.title.length - b.title.length);
  }
}

const entity = (
  ...[id, domain, type, title, creator, year]: [string, string, string, string, string, number]
): CatalogueEntity => ({
  ...{ id, domain, type, title, creator, year },
  ...{ popularity: 0.5, attributes: { language: 'en' } },
  // What is searched and not shown.
  ...{ aliases: [], text: `All of ${title}.`, tags: { famous: 1 } },
});

export const ENTITIES: readonly CatalogueEntity[] = [
  entity('m1', 'Music', 'album', 'Thriller', 'Michael Jackson', 1982),
  entity('m2', 'Music', 'song', 'Thriller (Single Version)', 'Michael Jackson', 1983),
  entity('m3', 'Music', 'album', 'Dune Sketchbook', 'Hans Zimmer', 2021),
  entity('b1', 'Books', 'book', 'Dune', 'Frank Herbert', 1965),
  entity('b2', 'Books', 'book', 'Dune Messiah', 'Frank Herbert', 1969),
];
