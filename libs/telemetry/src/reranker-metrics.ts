import type { StandingModel, ShadowRecord } from '@tiebreak/serving';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Metric, RERANKER_METRICS } from './metric-table';

/** Fine where answers usually are, about a millisecond, and up to a deadline that nobody would wait for. */
const DURATION_BUCKETS = [
  0.0002, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1,
];
const SCORE_BUCKETS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

export type RequestOutcome = 'answered' | 'refused' | 'failed';

/** What is asked for when somebody scrapes. */
export interface RerankerState {
  readonly standing: () => readonly StandingModel[];
  readonly shadow: () => ShadowRecord | undefined;
}

/** The metrics of one domain's re-ranker, and those of its process. */
export class RerankerMetrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly duration: Histogram;
  private readonly topScore: Histogram;
  private readonly requests: Counter;

  constructor(
    private readonly domain: string,
    private readonly state: RerankerState,
  ) {
    const { duration, requests, topScore } = RERANKER_METRICS;
    this.duration = new Histogram({ ...this.configuration(duration), buckets: DURATION_BUCKETS });
    this.topScore = new Histogram({ ...this.configuration(topScore), buckets: SCORE_BUCKETS });
    this.requests = new Counter(this.configuration(requests));
    // Rates and alarms want a 0 before the first event.
    for (const outcome of ['answered', 'refused', 'failed']) this.requests.inc({ domain, outcome }, 0);
    this.measureAtScrape();
    collectDefaultMetrics({ register: this.registry });
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

  /** In Prometheus's text format. */
  text(): Promise<string> {
    return this.registry.metrics();
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

  /** A gauge that is set anew at each scrape, so that what no longer stands is no longer shown. */
  private gauge(metric: Metric, set: (gauge: Gauge) => void): void {
    new Gauge({
      ...this.configuration(metric),
      collect() {
        this.reset();
        set(this);
      },
    });
  }

  private configuration({ name, help, labels }: Metric) {
    return { name, help, labelNames: [...labels], registers: [this.registry] };
  }
}
