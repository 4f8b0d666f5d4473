import { readdir } from 'node:fs/promises';
import {
  DEFAULT_PROJECTIONS,
  type FeedbackEvent,
  type FeedbackReceipt,
  FeedbackService,
  type OutcomeBatch,
  PredictionTable,
} from '@tiebreak/feedback';
import { type FeedbackStores, openFeedbackStores } from '@tiebreak/feedback-store';
import type { Hypothesis } from '@tiebreak/interpretation';
import {
  type EntityMatch,
  type SearchAnswer,
  type SearchRequest,
  type SearchService,
  SearchUnavailable,
} from '@tiebreak/search-pipeline';
import type { ExchangeableModels } from '@tiebreak/serving';
import { exchangeableRankers, type LoadedRanker, type RankerSource } from './exchangeable-rankers';
import { matchEntities } from './matching/match-entities';
import { FEATURES, ServedDomain } from './served-domain';

export interface SearchEngineOptions extends RankerSource {
  /** A folder with one search index for each catalogue, called as its domain. */
  readonly indexes: string;
  /** Where feedback is kept: `postgres://...`, or the path of a SQLite file. */
  readonly feedback: string;
  /** As `namedPolicy` takes it. */
  readonly policy: string;
  /** One that chooses beside it, is logged and learns, and acts on nothing; empty for none. */
  readonly shadowPolicy: string;
  /** Impressions and events older than so many days are deleted, once a day; 0 keeps them. */
  readonly retentionDays: number;
  /** How often what is made of the log is kept, so that a start reads only what came after; 5 minutes when absent. */
  readonly keepEveryMs?: number;
  /** A strategy that takes longer is left out. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new id for each impression. */
  readonly newId: () => string;
  /** A whole number, new for every query. */
  readonly seed: () => number;
  /** Share of searches in which two neighbours are exchanged, in [0, 0.5]; 0.05 when absent. */
  readonly swapShare?: number;
  /** Told of what went wrong outside of any request. */
  readonly onError: (error: Error) => void;
}

/** Beyond so many entities, memory is not filled with predicted queries: it would outgrow the process. */
const MOST_PREDICTED = 200_000;

/** Batches that are read while catalogues are opened, at a few thousand outcomes each, and taught afterwards. */
const MOST_MISSED = 5;

const DAY_MS = 86_400_000;
const KEEP_EVERY_MS = 300_000;

/** A search service over indexes and a log of feedback. */
export class SearchEngine implements SearchService {
  private next: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;
  private closed = false;
  private keptAt: number;
  private expiredAt = -Infinity;

  private constructor(
    private readonly stores: FeedbackStores,
    private readonly feedback: FeedbackService,
    private readonly served: ReadonlyMap<string, ServedDomain>,
    private readonly options: SearchEngineOptions,
  ) {
    this.keptAt = options.now();
  }

  /**
   * Opens every index of a folder, with the feedback that is kept and what was learned from it.
   * @throws IndexError, FeedbackStoreError, BundleError or RangeError naming what cannot be used
   */
  static async open(options: SearchEngineOptions): Promise<SearchEngine> {
    const stores = await openFeedbackStores(options.feedback);
    const served = new Map<string, ServedDomain>();
    const missed: OutcomeBatch[] = [];
    let learn = (batch: OutcomeBatch): void => {
      // Who has learned less than these begins at the beginning of the log.
      if (missed.push(batch) > MOST_MISSED) missed.shift();
    };
    const feedback = await FeedbackService.open({
      log: stores.log,
      store: stores.q2e,
      projections: DEFAULT_PROJECTIONS,
      now: options.now,
      onOutcomes: (batch) => {
        learn(batch);
      },
    });
    const shared = { options, stores, feedback, projections: DEFAULT_PROJECTIONS };
    const domains = await foldersIn(options.indexes);
    const opened = await Promise.all(domains.map((domain) => ServedDomain.open(domain, shared)));
    for (const domain of opened) served.set(domain.domain, domain);
    learn = (batch) => {
      for (const domain of opened) domain.learn(batch);
    };
    // A process that was killed may have logged what no policy has learned yet.
    missed.forEach(learn);
    const engine = new SearchEngine(stores, feedback, served, options);
    await engine.predictQueries();
    return engine;
  }

  get domains(): readonly string[] {
    return [...this.served.keys()];
  }

  /** The rankers of its domains. */
  get models(): ExchangeableModels<LoadedRanker> {
    const rosters = new Map([...this.served].map(([domain, { rankers }]) => [domain, rankers]));
    return exchangeableRankers(this.options, rosters, FEATURES.names);
  }

  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
    const served = this.served.get(request.domain);
    if (served === undefined) throw new SearchUnavailable(`no catalogue of ${request.domain} is served`);
    return served.search(request, signal);
  }

  matchEntities(hypotheses: readonly Hypothesis[]): Promise<readonly EntityMatch[]> {
    return matchEntities(hypotheses, (domain) => this.served.get(domain)?.index);
  }

  recordFeedback(events: readonly FeedbackEvent[]): Promise<FeedbackReceipt> {
    return this.feedback.recordFeedback(events);
  }

  /** Takes in what other processes wrote: changed or new indexes, and feedback. */
  async refresh(): Promise<void> {
    const isNew = await Promise.all([...this.served.values()].map((served) => served.refresh()));
    if (isNew.some(Boolean)) await this.predictQueries();
    await this.feedback.follow();
    await this.tidy();
  }

  /** Refreshes again and again until it is closed, so many milliseconds after the last time. */
  refreshEvery(ms: number, onError: (error: Error) => void): void {
    this.next = setTimeout(() => {
      this.refreshing = this.refresh()
        .catch(onError)
        .finally(() => {
          if (!this.closed) this.refreshEvery(ms, onError);
        });
    }, ms).unref();
  }

  /** Stops, with everything kept that was learned. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.next);
    // What is closed below must not be read meanwhile.
    await this.refreshing;
    await Promise.all([...this.served.values()].map((served) => served.close()));
    await this.feedback.keep();
    await this.stores.close();
  }

  /** Deletes what is too old, and keeps what was made of the log. */
  private async tidy(): Promise<void> {
    const { now, retentionDays, keepEveryMs = KEEP_EVERY_MS } = this.options;
    if (retentionDays > 0 && now() - this.expiredAt >= DAY_MS) {
      this.expiredAt = now();
      await this.feedback.expire(now() - retentionDays * DAY_MS);
    }
    if (now() - this.keptAt < keepEveryMs) return;
    this.keptAt = now();
    await this.feedback.keep();
  }

  private async predictQueries(): Promise<void> {
    const entities = [];
    for (const served of this.served.values())
      if (entities.length + served.index.manifest.entities <= MOST_PREDICTED)
        for await (const entity of served.entities()) entities.push(entity);
    this.feedback.predict(PredictionTable.from(entities));
  }
}

/** Names of the folders in a folder. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
