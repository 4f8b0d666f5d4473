export { type CallOptions, createClient, type TiebreakClient } from './create-client';
export {
  CancelledError,
  DeadlineExceededError,
  InvalidRequestError,
  OverloadedError,
  PermissionDeniedError,
  TiebreakError,
  UnauthenticatedError,
  UnavailableError,
  type Violation,
} from './errors';
export type {
  Decision,
  DomainOutcome,
  Hypothesis,
  RankedHypothesis,
  Resolution,
  ResolveRequest,
  SlotValue,
  UpstreamScores,
} from './messages';
export type { ClientOptions, Pem, TlsOptions } from './options';
