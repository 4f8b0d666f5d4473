import { join } from 'node:path';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { type FeedbackService, type OutcomeBatch, type ProjectionOptions } from '@tiebreak/feedback';
import type { FeedbackStores } from '@tiebreak/feedback-store';
import type { SearchIndex } from '@tiebreak/search-index';
import {
  rankingFeatures,
  search,
  type SearchAnswer,
  type SearchParts,
  type SearchRequest,
  shadowed,
} from '@tiebreak/search-pipeline';
import { ModelRoster } from '@tiebreak/serving';
import { type CatalogueVocabulary, understandQuery } from '@tiebreak/understanding';
import { lookUp } from './decision-space';
import { domainPolicy, SPACE } from './domain-policy';
import { firstRanker, type LoadedRanker } from './exchangeable-rankers';
import { generatorsOf, STRATEGIES } from './generators';
import { LearningPolicy } from './learning-policy';
import type { SearchEngineOptions } from './search-engine';
import { searchTurns } from './search-turns';
import { ServedCatalogue } from './served-catalogue';
import { StrategyRecords } from './strategy-records';

/** What all domains of an engine share. */
export interface SharedParts {
  readonly options: SearchEngineOptions;
  readonly stores: FeedbackStores;
  readonly feedback: FeedbackService;
  readonly projections: ProjectionOptions;
}

/** What rankers see. */
export const FEATURES = rankingFeatures(STRATEGIES);

/** Candidates that are ranked: beyond them hardly any is shown, and each takes its share of the event loop. */
export const MOST_RANKED = 150;

/** Enough for position bias to be estimated, and little for who searches: neighbours are nearly as good. */
const SWAP_SHARE = 0.05;

/** One catalogue with everything that it is searched by. */
export class ServedDomain {
  private readonly records = new StrategyRecords();
  private readonly inTurn = searchTurns();
  private readonly policy: LearningPolicy;
  private readonly shadow: LearningPolicy | undefined;
  /** All but the ranker, which each search has on lease. */
  private parts: Omit<SearchParts, 'ranker'> | undefined;
  readonly rankers: ModelRoster<LoadedRanker>;
  private vocabulary: CatalogueVocabulary | undefined;

  private constructor(
    private readonly catalogue: ServedCatalogue,
    ranker: LoadedRanker,
    private readonly shared: SharedParts,
  ) {
    const { policy, shadowPolicy, onError } = shared.options;
    this.rankers = new ModelRoster(ranker, (error) => {
      onError(error as Error);
    });
    this.policy = this.learningPolicy(policy);
    this.shadow = shadowPolicy === '' ? undefined : this.learningPolicy(shadowPolicy);
  }

  /** @throws IndexError, BundleError or RangeError naming what cannot be used */
  static async open(domain: string, shared: SharedParts): Promise<ServedDomain> {
    const { indexes } = shared.options;
    const catalogue = await ServedCatalogue.open(domain, join(indexes, domain));
    const ranker = await firstRanker(domain, shared.options, FEATURES.names);
    const served = new ServedDomain(catalogue, ranker, shared);
    for (const policy of served.policies) await policy.start();
    served.parts = await served.assemble();
    return served;
  }

  get domain(): string {
    return this.catalogue.domain;
  }

  get index(): SearchIndex {
    return this.catalogue.index;
  }

  search(request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
    return this.inTurn(async () => {
      const lease = this.rankers.lease(request.requestId);
      try {
        return await search({ ...this.parts!, ranker: lease.model.ranker }, request, signal);
      } finally {
        lease.end();
      }
    });
  }

  learn(batch: OutcomeBatch): void {
    for (const policy of this.policies) policy.learn(batch);
    for (const outcome of batch.outcomes) if (outcome.domain === this.domain) this.records.judged(outcome, SPACE);
  }

  /** Takes in what was changed in the index, or a new one. @returns whether it is a new one */
  async refresh(): Promise<boolean> {
    const isNew = await this.catalogue.refresh();
    if (isNew) this.parts = await this.assemble();
    return isNew;
  }

  entities(): AsyncGenerator<CatalogueEntity> {
    return this.index.scan();
  }

  async close(): Promise<void> {
    for (const policy of this.policies) await policy.idle();
    await this.catalogue.close();
    await this.rankers.close();
  }

  private get policies(): readonly LearningPolicy[] {
    return this.shadow === undefined ? [this.policy] : [this.policy, this.shadow];
  }

  private learningPolicy(name: string): LearningPolicy {
    const { options, stores, feedback, projections } = this.shared;
    const own = domainPolicy(this.domain, name);
    return new LearningPolicy({
      ...{ own, store: stores.policy<string>(own.key), records: this.records, log: stores.log, projections },
      ...{ seed: options.seed, onError: options.onError },
      lookUp: (query) => lookUp(query, this.vocabulary!, { memory: feedback.memory, history: feedback }),
    });
  }

  private async assemble(): Promise<Omit<SearchParts, 'ranker'>> {
    const { feedback, options } = this.shared;
    const { index } = this;
    const vocabulary = await index.vocabulary();
    this.vocabulary = vocabulary;
    const generators = generatorsOf(index, { memory: feedback.memory, history: feedback });
    return {
      understand: (query) => understandQuery(query, vocabulary),
      policy: this.shadow === undefined ? this.policy : shadowed(this.policy, this.shadow),
      generators: generators.map((generator) => this.records.recording(generator, options.now)),
      entities: index,
      features: FEATURES,
      mostRanked: MOST_RANKED,
      swapping: { share: options.swapShare ?? SWAP_SHARE, seed: options.seed },
      log: (impression) => {
        feedback.logImpression(impression).catch(options.onError);
      },
      ...{ deadlineMs: options.deadlineMs, now: options.now, newId: options.newId },
    };
  }
}
