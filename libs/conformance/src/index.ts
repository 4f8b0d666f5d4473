export { type ConformanceOptions, describeReranker } from './describe-reranker';
export { RerankerClient } from './reranker-client';
export { type IdentityFiles, TestAuthority } from './test-authority';
export { type LineNlu, startLineNlu } from './line-nlu';
export { padded } from './padded';
export {
  describeSearchService,
  type SearchConformanceOptions,
  type StartedSearch,
} from './search/describe-search-service';
export { type KnownQuery } from './search/good-search';
export { HOSTILE_TEXTS } from './search/hostile-texts';
export { SearchClient } from './search/search-client';
export { ServiceClient } from './service-client';
export { type SentSpan, startTraceCollector, type TraceCollector } from './trace-collector';
