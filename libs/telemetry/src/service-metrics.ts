import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metric } from './metric';
import { ADMISSION_METRICS } from './metric-table';

/** Seconds; fine where answers usually are, about a millisecond, and up to a deadline that nobody would wait for. */
export const DURATION_BUCKETS = [
  0.0002, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1,
];
export const SCORE_BUCKETS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/** How a request came in. */
export type Transport = 'grpc' | 'http';

/** What an admission is like when somebody scrapes. */
export interface AdmissionGauges {
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
}

/** The metrics of one service and its process; each kind of service adds its own. */
export class ServiceMetrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly refusal: Histogram;

  constructor() {
    this.refusal = this.histogram(ADMISSION_METRICS.refusal, DURATION_BUCKETS);
    collectDefaultMetrics({ register: this.registry });
  }

  /** In Prometheus's text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Counts a request that was refused because the service was over capacity, after so many milliseconds. */
  overCapacity(ms: number): void {
    this.refusal.observe(ms / 1000);
  }

  /** Shows an admission's state at each scrape. */
  watchAdmission(state: () => AdmissionGauges): void {
    const { limit, inFlight, waiting } = ADMISSION_METRICS;
    this.gauge(limit, (gauge) => {
      gauge.set(state().limit);
    });
    this.gauge(inFlight, (gauge) => {
      gauge.set(state().inFlight);
    });
    this.gauge(waiting, (gauge) => {
      gauge.set(state().waiting);
    });
  }

  protected counter(metric: Metric): Counter {
    return new Counter(this.configuration(metric));
  }

  protected histogram(metric: Metric, buckets: number[]): Histogram {
    return new Histogram({ ...this.configuration(metric), buckets });
  }

  /** A gauge that is set anew at each scrape, so that what no longer stands is no longer shown. */
  protected gauge(metric: Metric, set: (gauge: Gauge) => void): void {
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
