export * as wire from './wire';
export { fromRerankResponse } from './from-proto';
export { jsonSchemasOf, type JsonSchema } from './json-schema';
export { openApiDocument, type OpenApiDocument } from './open-api';
export { readRerankRequest, readResolveRequest } from './read-request';
export {
  toDecision,
  toRerankRequestMessage,
  toRerankResponse,
  toResolveRequestMessage,
  toResolveResponse,
} from './to-proto';
