export { type ConformanceOptions, describeReranker } from './describe-reranker';
export { RerankerClient } from './reranker-client';
export { type IdentityFiles, TestAuthority } from './test-authority';
