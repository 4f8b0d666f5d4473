export * as wire from './wire';
export { fromRerankResponse } from './from-proto';
export { jsonSchemasOf, type JsonSchema } from './json-schema';
export { openApiDocument, type OpenApiDocument } from './open-api';
export { type Activation, type RolloutChange, readActivation, readRolloutChange } from './read-release';
export { readRerankRequest, readResolveRequest } from './read-request';
export {
  toDecision,
  toLoadedModel,
  toModelVersion,
  toRerankRequestMessage,
  toRerankResponse,
  toResolveRequestMessage,
  toResolveResponse,
} from './to-proto';
