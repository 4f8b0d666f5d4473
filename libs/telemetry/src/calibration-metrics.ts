import type { Counter } from 'prom-client';
import { CALIBRATION_METRICS } from './calibration-metric-table';
import type { Metric } from './metric';

const RESULTS = ['recorded', 'repeated', 'unknown', 'refused'] as const;

/** What became of a report. */
export type OutcomeResult = (typeof RESULTS)[number];

/** What a model's calibration is like when somebody scrapes. */
export interface CalibrationGauges {
  readonly domain: string;
  readonly version: string;
  readonly statistic: number;
  readonly alarm: boolean;
  readonly drift: boolean;
  readonly scale: number;
  readonly shift: number;
}

/** How a service's metrics make new ones. */
interface MetricFactory {
  readonly counter: (metric: Metric) => Counter;
  readonly gauge: (metric: Metric, set: (gauge: { set(labels: object, value: number): void }) => void) => void;
}

/** The metrics of decisions' outcomes. */
export class CalibrationMetrics {
  private readonly dropped: Counter;
  private readonly outcomes: Counter;

  constructor(private readonly make: MetricFactory) {
    this.dropped = make.counter(CALIBRATION_METRICS.dropped);
    this.outcomes = make.counter(CALIBRATION_METRICS.outcomes);
    // Rates and alarms want a 0 before the first event.
    for (const result of RESULTS) this.outcomes.inc({ result }, 0);
  }

  decisionsDropped(count: number): void {
    this.dropped.inc(count);
  }

  outcome(result: OutcomeResult): void {
    this.outcomes.inc({ result });
  }

  /** Shows the calibration of each domain's latest model at each scrape. */
  watch(state: () => readonly CalibrationGauges[]): void {
    const show = (metric: Metric, of: (gauges: CalibrationGauges) => number): void => {
      this.make.gauge(metric, (gauge) => {
        for (const model of state()) gauge.set({ domain: model.domain, version: model.version }, of(model));
      });
    };
    show(CALIBRATION_METRICS.statistic, ({ statistic }) => statistic);
    show(CALIBRATION_METRICS.alarm, ({ alarm }) => Number(alarm));
    show(CALIBRATION_METRICS.drift, ({ drift }) => Number(drift));
    show(CALIBRATION_METRICS.scale, ({ scale }) => scale);
    show(CALIBRATION_METRICS.shift, ({ shift }) => shift);
  }
}
