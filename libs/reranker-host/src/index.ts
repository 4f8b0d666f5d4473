export { type ModelChange } from './release-trail';
export { runReranker } from './run-reranker';
export { type RerankerServiceOptions, type RunningReranker, startReranker } from './start-reranker';
