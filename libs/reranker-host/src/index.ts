export { runReranker } from './run-reranker';
export { type RerankerServiceOptions, type RunningReranker, startReranker } from './start-reranker';
