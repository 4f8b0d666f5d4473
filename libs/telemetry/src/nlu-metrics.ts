import type { StandingModel } from '@tiebreak/serving';
import type { Counter, Histogram } from 'prom-client';
import type { Metric } from './metric';
import { DURATION_BUCKETS, ServiceMetrics } from './service-metrics';

/** What the reference NLU measures. */
export const NLU_METRICS = {
  requests: {
    name: 'tiebreak_interpret_requests_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Requests by outcome: answered, refused (the request broke the contract) or failed (a fault of ours).',
  },
  duration: {
    name: 'tiebreak_interpret_duration_seconds',
    type: 'histogram',
    labels: [],
    help: 'Time from the decoded request to the hypotheses of all domains.',
  },
  modelInfo: {
    name: 'tiebreak_nlu_model_info',
    type: 'gauge',
    labels: ['domain', 'version', 'digest', 'role'],
    help: '1 for each NLU that is loaded; its role is active or canary.',
  },
} as const satisfies Record<string, Metric>;

const OUTCOMES = ['answered', 'refused', 'failed'] as const;

/** The metrics of the reference NLU. */
export class NluMetrics extends ServiceMetrics {
  private readonly requests: Counter;
  private readonly duration: Histogram;

  /** @param standing asked for when somebody scrapes */
  constructor(standing: () => readonly StandingModel[]) {
    super();
    this.requests = this.counter(NLU_METRICS.requests);
    this.duration = this.histogram(NLU_METRICS.duration, DURATION_BUCKETS);
    // Rates and alarms want a 0 before the first event.
    for (const outcome of OUTCOMES) this.requests.inc({ outcome }, 0);
    this.gauge(NLU_METRICS.modelInfo, (gauge) => {
      for (const { version: model, role } of standing()) {
        const { domain, version, digest } = model;
        gauge.set({ domain, version, digest, role }, 1);
      }
    });
  }

  answered(seconds: number): void {
    this.count('answered');
    this.duration.observe(seconds);
  }

  count(outcome: (typeof OUTCOMES)[number]): void {
    this.requests.inc({ outcome });
  }
}
