/** One metric, as Prometheus sees it and as the reference documents it. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  /** Meaning and unit. */
  readonly help: string;
}
