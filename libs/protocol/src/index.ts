export type {
  AskRequest,
  RecordOutcomeRequest,
  ResolveRequest,
  ResolveResponse,
} from './generated/tiebreak/v1/aggregator';
export {
  AggregatorServiceDefinition,
  ResolveRequest as ResolveRequestMessage,
  ResolveResponse as ResolveResponseMessage,
} from './generated/tiebreak/v1/aggregator';
