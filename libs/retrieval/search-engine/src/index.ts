export { decisionContext, decisionSpace, lookUp } from './decision-space';
export { StrategyRecords } from './strategy-records';
export { generatorsOf, STRATEGIES, type Strategy } from './generators';
export type { LoadedRanker } from './exchangeable-rankers';
export { foldersIn, SearchEngine, type SearchEngineOptions } from './search-engine';
export { learnedRanker } from './learned-ranker';
export { openShippedSearch, type ShippedSearchOptions } from './open-shipped-search';
export { indexShipped } from './shipped-catalogues';
