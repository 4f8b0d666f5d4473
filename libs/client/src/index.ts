export type { Asked, AskRequest, HopOutcome } from './ask-messages';
export type { CallOptions } from './connection';
export { createClient, type TiebreakClient } from './create-client';
export { createSearchClient, type SearchClient } from './create-search-client';
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
export type { FeedbackEvent, FeedbackReceipt, SearchAnswer, SearchRequest } from './search-messages';
export type { ClientOptions, Pem, TlsOptions } from './options';
export type { Outcome } from './outcome-messages';
