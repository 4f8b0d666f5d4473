/** The generated messages and service definitions of tiebreak.v1, under the contract's own names. */
export {
  AggregatorServiceDefinition,
  AskRequest,
  AskResponse,
  type Decision,
  DecisionKind,
  type DomainOutcome,
  DomainStatus,
  type HopOutcome,
  ResolveRequest,
  ResolveResponse,
} from './generated/tiebreak/v1/aggregator';
export {
  type Context,
  type Contribution,
  type Hypothesis,
  ModelRole,
  type RankedHypothesis,
  type SlotValue,
  type UpstreamScores,
} from './generated/tiebreak/v1/interpretation';
export { InterpretRequest, InterpretResponse, NluServiceDefinition } from './generated/tiebreak/v1/nlu';
export {
  ActivateModelRequest,
  ActivateModelResponse,
  ListModelsRequest,
  ListModelsResponse,
  LoadedModel,
  ModelServiceDefinition,
  RerankerServiceDefinition,
  RerankRequest,
  RerankResponse,
  SetRolloutRequest,
  SetRolloutResponse,
} from './generated/tiebreak/v1/reranker';
export {
  FeedbackAction,
  type FeedbackEvent,
  MatchEntitiesRequest,
  MatchEntitiesResponse,
  RecordFeedbackRequest,
  RecordFeedbackResponse,
  SearchRequest,
  SearchResponse,
  SearchServiceDefinition,
} from './generated/tiebreak/v1/search';
export { fileDescriptorSet } from './generated/file-descriptor-set';
