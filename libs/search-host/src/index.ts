export { type OpenSearchService, runSearch } from './run-search';
export { type RunningSearchHost, type SearchHostOptions, startSearchHost } from './start-search-host';
