export * as wire from './wire';
export { toAskRequestMessage, toAskResponse, toEntitySearchMessage, toInterpretRequestMessage } from './ask-to-proto';
export { fromRerankResponse } from './from-proto';
export { jsonSchemasOf, type JsonSchema } from './json-schema';
export { aggregatorApi, searchApi } from './http-apis';
export { type OpenApiDocument } from './open-api';
export { toRecordOutcomeRequestMessage } from './outcome-to-proto';
export { proto3Json } from './proto3-json';
export { readAskRequest, readInterpretResponse } from './read-ask';
export { type FeedbackBatch, readFeedbackRequest, type RejectedEvent } from './read-feedback';
export { readOutcomeRequest } from './read-outcome';
export { type Activation, type RolloutChange, readActivation, readRolloutChange } from './read-release';
export { type InterpretRequest, readInterpretRequest } from './read-interpret';
export { readRerankRequest, readResolveRequest } from './read-request';
export {
  type MatchRequest,
  readMatchEntitiesRequest,
  readMatchEntitiesResponse,
  readSearchRequest,
} from './read-search';
export { SEARCH_LIMITS } from './search-limits';
export {
  toMatchEntitiesRequestMessage,
  toMatchEntitiesResponse,
  toRecordFeedbackRequestMessage,
  toRecordFeedbackResponse,
  toSearchRequestMessage,
  toSearchResponse,
} from './search-to-proto';
export {
  toDecision,
  toLoadedModel,
  toModelVersion,
  toRerankRequestMessage,
  toRerankResponse,
  toResolveRequestMessage,
  toResolveResponse,
} from './to-proto';
