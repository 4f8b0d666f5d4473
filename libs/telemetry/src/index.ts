export { type Metric, RERANKER_METRICS } from './metric-table';
export { RerankerMetrics, type RerankerState, type RequestOutcome } from './reranker-metrics';
