export { AggregatorMetrics, type Transport } from './aggregator-metrics';
export { ADMISSION_METRICS, AGGREGATOR_METRICS, type Metric, RERANKER_METRICS } from './metric-table';
export { RerankerMetrics, type RerankerState, type RequestOutcome, type UpstreamMatch } from './reranker-metrics';
export { startTracing, TRACE_HEADERS, traced, type TraceHeaders, traceHeaders, type TracingOptions } from './tracing';
export { type AdmissionGauges, ServiceMetrics } from './service-metrics';
