export { AggregatorMetrics } from './aggregator-metrics';
export { type Metric } from './metric';
export { ADMISSION_METRICS, AGGREGATOR_METRICS, RERANKER_METRICS } from './metric-table';
export { NLU_METRICS, NluMetrics, type NluVersion } from './nlu-metrics';
export { RerankerMetrics, type RerankerState, type RequestOutcome, type UpstreamMatch } from './reranker-metrics';
export { SEARCH_METRICS } from './search-metric-table';
export { type SearchMethod, SearchMetrics, type SearchOutcome } from './search-metrics';
export { startTracing, TRACE_HEADERS, traced, type TraceHeaders, traceHeaders, type TracingOptions } from './tracing';
export { type AdmissionGauges, ServiceMetrics, type Transport } from './service-metrics';
