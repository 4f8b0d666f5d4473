import type { FeedbackReceipt } from '@tiebreak/feedback';
import type { SearchAnswer } from '@tiebreak/search-pipeline';
import type { Counter, Histogram } from 'prom-client';
import { SEARCH_METRICS } from './search-metric-table';
import { DURATION_BUCKETS, ServiceMetrics, type Transport } from './service-metrics';

export type SearchMethod = 'Search' | 'MatchEntities' | 'RecordFeedback';

const METHODS: readonly SearchMethod[] = ['Search', 'MatchEntities', 'RecordFeedback'];
const OUTCOMES = ['answered', 'refused', 'unavailable', 'late', 'gone', 'failed'] as const;

/** What became of a request. */
export type SearchOutcome = (typeof OUTCOMES)[number];

const RESULT_BUCKETS = [0, 1, 2, 5, 10, 20, 50, 100];

/** The metrics of the search service. */
export class SearchMetrics extends ServiceMetrics {
  private readonly requests: Counter;
  private readonly duration: Histogram;
  private readonly results: Histogram;
  private readonly strategyDuration: Histogram;
  private readonly strategyErrors: Counter;
  private readonly feedback: Counter;

  constructor() {
    super();
    this.requests = this.counter(SEARCH_METRICS.requests);
    this.duration = this.histogram(SEARCH_METRICS.duration, DURATION_BUCKETS);
    this.results = this.histogram(SEARCH_METRICS.results, RESULT_BUCKETS);
    this.strategyDuration = this.histogram(SEARCH_METRICS.strategyDuration, DURATION_BUCKETS);
    this.strategyErrors = this.counter(SEARCH_METRICS.strategyErrors);
    this.feedback = this.counter(SEARCH_METRICS.feedback);
    // Rates and alarms want a 0 before the first event.
    for (const method of METHODS)
      for (const transport of ['grpc', 'http'])
        for (const outcome of OUTCOMES) this.requests.inc({ method, transport, outcome }, 0);
    this.recorded({ accepted: 0, duplicates: 0, orphaned: 0, capped: 0 }, 0);
  }

  answered(method: SearchMethod, transport: Transport, seconds: number): void {
    this.count(method, transport, 'answered');
    this.duration.observe({ method, transport }, seconds);
  }

  count(method: SearchMethod, transport: Transport, outcome: SearchOutcome): void {
    this.requests.inc({ method, transport, outcome });
  }

  /** @param domain one that is served, since others have no end */
  searched(domain: string, { results, strategies }: SearchAnswer): void {
    this.results.observe({ domain }, results.length);
    for (const { strategy, chosen, latencyMs, error } of strategies) {
      if (!chosen) continue;
      this.strategyDuration.observe({ domain, strategy }, latencyMs / 1000);
      this.strategyErrors.inc({ domain, strategy }, error === '' ? 0 : 1);
    }
  }

  /** @param rejected events of the batch that were not kept */
  recorded(receipt: Omit<FeedbackReceipt, 'rejected'>, rejected: number): void {
    const { accepted, duplicates, orphaned, capped } = receipt;
    const counts = { accepted, duplicate: duplicates, orphaned, capped, rejected };
    for (const [outcome, count] of Object.entries(counts)) this.feedback.inc({ outcome }, count);
  }
}
