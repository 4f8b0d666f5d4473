export {
  type EntityMatch,
  type RankedEntity,
  type SearchAnswer,
  type SearchRequest,
  type SearchService,
  type StrategyUse,
} from './search-service';
export { type CandidateRanker, fusionRanker, type RankingInput } from './candidate-ranker';
export { priorRanker } from './prior-ranker';
export { type RankingFeatures, rankingFeatures } from './ranking-features';
export { type FoundEntities, search, type SearchParts } from './search';
export { type SearchChoice, shadowed, staticPolicy, type StrategyChoice, type StrategyPolicy } from './strategy-policy';
export { type ShownOrder, swapNeighbours, type SwapOptions } from './swap-neighbours';
export { SearchUnavailable } from './search-unavailable';
