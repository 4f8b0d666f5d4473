export { type GrpcReranker, grpcReranker } from './grpc-reranker';
export { inProcessReranker } from './in-process-reranker';
export { runAggregator } from './run-aggregator';
export { type AggregatorOptions, type RunningAggregator, startAggregator } from './start-aggregator';
