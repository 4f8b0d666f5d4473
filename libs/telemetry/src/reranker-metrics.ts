import type { StandingModel, ShadowRecord } from '@tiebreak/serving';
import type { Counter, Histogram } from 'prom-client';
import type { Metric } from './metric';
import { RERANKER_METRICS } from './metric-table';
import { DURATION_BUCKETS, SCORE_BUCKETS, ServiceMetrics } from './service-metrics';

export type RequestOutcome = 'answered' | 'refused' | 'failed';

/** Whether a request's hypotheses came from the version of the NLU that the model was trained on. */
export type UpstreamMatch = 'same' | 'other' | 'unknown';

/** What is asked for when somebody scrapes. */
export interface RerankerState {
  readonly standing: () => readonly StandingModel[];
  readonly shadow: () => ShadowRecord | undefined;
}

/** The metrics of one domain's re-ranker, and those of its process. */
export class RerankerMetrics extends ServiceMetrics {
  private readonly duration: Histogram;
  private readonly topScore: Histogram;
  private readonly requests: Counter;
  private readonly upstreamVersion: Counter;

  constructor(
    private readonly domain: string,
    private readonly state: RerankerState,
  ) {
    super();
    const { duration, requests, topScore, upstreamVersion } = RERANKER_METRICS;
    this.duration = this.histogram(duration, DURATION_BUCKETS);
    this.topScore = this.histogram(topScore, SCORE_BUCKETS);
    this.requests = this.counter(requests);
    this.upstreamVersion = this.counter(upstreamVersion);
    // Rates and alarms want a 0 before the first event.
    for (const outcome of ['answered', 'refused', 'failed']) this.requests.inc({ domain, outcome }, 0);
    for (const match of ['same', 'other', 'unknown']) this.upstreamVersion.inc({ domain, match }, 0);
    this.measureAtScrape();
  }

  /** @param role of the model that answered @param topScore of the first hypothesis, in [0, 1] */
  answered(role: string, seconds: number, topScore: number): void {
    this.count('answered');
    this.duration.observe({ domain: this.domain, role }, seconds);
    this.topScore.observe({ domain: this.domain, role }, topScore);
  }

  count(outcome: RequestOutcome): void {
    this.requests.inc({ domain: this.domain, outcome });
  }

  /** Counts an answer by where its hypotheses came from. */
  compared(match: UpstreamMatch): void {
    this.upstreamVersion.inc({ domain: this.domain, match });
  }

  private measureAtScrape(): void {
    const { modelInfo, trafficShare, shadowCompared, shadowWinnersDiffer, shadowDistance, shadowLeftOut } =
      RERANKER_METRICS;
    const { domain } = this;
    this.gauge(modelInfo, (gauge) => {
      for (const { version, role } of this.state.standing())
        gauge.set({ domain, version: version.version, digest: version.digest, role }, 1);
    });
    this.gauge(trafficShare, (gauge) => {
      for (const { version, role, trafficShare: share } of this.state.standing())
        gauge.set({ domain, version: version.version, role }, share);
    });
    const ofShadow = (metric: Metric, of: (record: ShadowRecord) => number): void => {
      this.gauge(metric, (gauge) => {
        const record = this.state.shadow();
        gauge.set({ domain }, record === undefined ? 0 : of(record));
      });
    };
    ofShadow(shadowCompared, ({ compared }) => compared);
    ofShadow(shadowWinnersDiffer, ({ winnersDiffer }) => winnersDiffer);
    ofShadow(shadowDistance, ({ meanDistance }) => meanDistance);
    ofShadow(shadowLeftOut, ({ failed, skipped }) => failed + skipped);
  }
}
