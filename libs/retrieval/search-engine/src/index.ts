export { decisionContext, decisionSpace, lookUp } from './decision-space';
export { StrategyRecords } from './strategy-records';
export { generatorsOf, STRATEGIES, type Strategy } from './generators';
export { foldersIn, SearchEngine, type SearchEngineOptions } from './search-engine';
export { learnedRanker } from './learned-ranker';
export { searchTurns } from './search-turns';
export { MOST_RANKED } from './served-domain';
export { openShippedSearch, type ShippedSearchOptions } from './open-shipped-search';
export { indexShipped } from './shipped-catalogues';
