export * as wire from './wire';
export { toAskResponse, toEntitySearchMessage, toInterpretRequestMessage } from './ask-to-proto';
export { fromRerankResponse } from './from-proto';
export { jsonSchemasOf, type JsonSchema } from './json-schema';
export { aggregatorApi, searchApi } from './http-apis';
export { type OpenApiDocument } from './open-api';
export { proto3Json } from './proto3-json';
export { readAskRequest, readInterpretResponse } from './read-ask';
export { type FeedbackBatch, readFeedbackRequest, type RejectedEvent } from './read-feedback';
export { type Activation, type RolloutChange, readActivation, readRolloutChange } from './read-release';
export { readRerankRequest, readResolveRequest } from './read-request';
export { type MatchRequest, readMatchEntitiesRequest, readSearchRequest } from './read-search';
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
