import type { HopOutcome, Resolution } from '@tiebreak/aggregation';
import type { Counter, Histogram } from 'prom-client';
import { AGGREGATOR_METRICS } from './metric-table';
import { DURATION_BUCKETS, SCORE_BUCKETS, ServiceMetrics, type Transport } from './service-metrics';

/** The metrics of the aggregator. */
export class AggregatorMetrics extends ServiceMetrics {
  private readonly duration: Histogram;
  private readonly decisions: Counter;
  private readonly refusals: Counter;
  private readonly domainDuration: Histogram;
  private readonly topScore: Histogram;
  private readonly hedges: Counter;
  private readonly askDuration: Histogram;
  private readonly hopDuration: Histogram;

  /** @param domains those that take part @param leftAlone whether one of them is not called for now */
  constructor(domains: readonly string[], leftAlone: (domain: string) => boolean) {
    super();
    this.duration = this.histogram(AGGREGATOR_METRICS.duration, DURATION_BUCKETS);
    this.decisions = this.counter(AGGREGATOR_METRICS.decisions);
    this.refusals = this.counter(AGGREGATOR_METRICS.refused);
    this.domainDuration = this.histogram(AGGREGATOR_METRICS.domainDuration, DURATION_BUCKETS);
    this.topScore = this.histogram(AGGREGATOR_METRICS.topScore, SCORE_BUCKETS);
    this.hedges = this.counter(AGGREGATOR_METRICS.hedges);
    this.askDuration = this.histogram(AGGREGATOR_METRICS.askDuration, DURATION_BUCKETS);
    this.hopDuration = this.histogram(AGGREGATOR_METRICS.hopDuration, DURATION_BUCKETS);
    // Rates and alarms want a 0 before the first event.
    for (const transport of ['grpc', 'http']) this.refusals.inc({ transport }, 0);
    for (const domain of domains) this.hedges.inc({ domain }, 0);
    this.gauge(AGGREGATOR_METRICS.leftAlone, (gauge) => {
      for (const domain of domains) gauge.set({ domain }, leftAlone(domain) ? 1 : 0);
    });
  }

  answered(transport: Transport, seconds: number, resolution: Resolution): void {
    this.duration.observe({ transport }, seconds);
    this.resolved(resolution);
  }

  /** @param resolution absent when the words were not understood */
  asked(transport: Transport, seconds: number, hops: readonly HopOutcome[], resolution?: Resolution): void {
    this.askDuration.observe({ transport }, seconds);
    for (const { hop, latencyMs, error } of hops)
      this.hopDuration.observe({ hop, outcome: error === '' ? 'answered' : 'failed' }, latencyMs / 1000);
    if (resolution !== undefined) this.resolved(resolution);
  }

  private resolved({ ranked, outcomes, decision }: Resolution): void {
    this.decisions.inc({ decision: decision.kind });
    for (const { domain, status, latencyMs } of outcomes) {
      // Names of domains that nobody registered are the caller's, and there is no end to them.
      if (status === 'unknown') continue;
      this.domainDuration.observe({ domain, status }, latencyMs / 1000);
      const top = ranked.find(({ hypothesis }) => hypothesis.domain === domain);
      if (top !== undefined) this.topScore.observe({ domain, fallback: String(top.fallback) }, top.score);
    }
  }

  refused(transport: Transport): void {
    this.refusals.inc({ transport });
  }

  hedged(domain: string): void {
    this.hedges.inc({ domain });
  }
}
