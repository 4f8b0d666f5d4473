export { type ConsoleOptions, ConsoleViews } from './console/console-views';
export type { AskingOptions } from './asking/connect-asking';
export { type GrpcReranker, type GrpcRerankerOptions, grpcReranker } from './domain-call/grpc-reranker';
export { inProcessReranker } from './in-process-reranker';
export { runAggregator } from './run-aggregator';
export { type AggregatorOptions, type RunningAggregator, startAggregator } from './start-aggregator';
