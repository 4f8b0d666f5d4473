import {
  type FeedbackBatch,
  readFeedbackRequest,
  readSearchRequest,
  toRecordFeedbackRequestMessage,
  toSearchRequestMessage,
} from '@tiebreak/protocol';
import type * as wire from '@tiebreak/protocol/wire';
import { InvalidRequestError } from './errors';
import type { Given, SlotValue } from './messages';

/** What is searched for: words, slots of an interpretation, or both. */
export interface SearchRequest extends Given<Omit<wire.SearchRequest, 'context' | 'slots'>, 'domain'> {
  readonly context?: Partial<wire.Context> | undefined;
  /** At most 64. */
  readonly slots?: readonly SlotValue[] | undefined;
}

/** The answer: entities, best first, and how they were found. */
export type SearchAnswer = wire.SearchResponse;

/** One thing that a user did with what was found. */
export interface FeedbackEvent extends Given<
  Omit<wire.FeedbackEvent, 'action' | 'occurredAt'>,
  'eventId' | 'impressionId' | 'entityId'
> {
  readonly action: `${wire.FeedbackAction}`;
  /** Such as "2026-01-31T12:00:00Z" (RFC 3339); now when left out. */
  readonly occurredAt?: string | undefined;
}

/** What became of events: the numbers and the rejected ones sum to what was given. */
export type FeedbackReceipt = wire.RecordFeedbackResponse;

/**
 * The message of a search, checked as the service does; but which domains there are, the service knows.
 * @throws InvalidRequestError with everything that is wrong
 */
export function toSearchMessage(request: SearchRequest): wire.SearchRequest {
  const reading = readSearchRequest(request, undefined);
  if (!reading.ok) throw InvalidRequestError.of(reading.violations);
  return toSearchRequestMessage(reading.value);
}

/** The events that are legal, apart from the others. @param now milliseconds since 1970 @throws InvalidRequestError */
export function readEvents(events: readonly FeedbackEvent[], now: number): FeedbackBatch {
  const reading = readFeedbackRequest({ events }, now);
  if (!reading.ok) throw InvalidRequestError.of(reading.violations);
  return reading.value;
}

export function toFeedbackMessage(events: FeedbackBatch['events']): wire.RecordFeedbackRequest {
  return toRecordFeedbackRequestMessage(events);
}
