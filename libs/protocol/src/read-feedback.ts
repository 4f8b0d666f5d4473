import type { FeedbackEvent } from '@tiebreak/feedback';
import { describeViolation, FieldReader, type Fields, get, LIMITS, type Reading } from '@tiebreak/interpretation';
import { readAction } from './feedback-action';
import { readTimestamp } from './read-timestamp';
import { SEARCH_LIMITS } from './search-limits';

/** An event that is not kept, and why. */
export interface RejectedEvent {
  readonly eventId: string;
  readonly reason: string;
}

/** The events of one call, the legal apart from the others. */
export interface FeedbackBatch {
  readonly events: readonly FeedbackEvent[];
  readonly rejected: readonly RejectedEvent[];
}

/**
 * Checks and reads a `RecordFeedbackRequest`: decoded protobuf or proto3 JSON alike. Each event is checked alone: one that is
 * wrong is rejected by its id, and the others are kept. Without an id nobody could tell which one it was, so an event that has
 * none makes the whole request wrong.
 * @param now milliseconds since 1970: when an event occurred that does not say so
 */
export function readFeedbackRequest(message: unknown, now: number): Reading<FeedbackBatch> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const events: FeedbackEvent[] = [];
  const rejected: RejectedEvent[] = [];
  reader.list(source, 'events', SEARCH_LIMITS.feedbackEvents, (element) => {
    const fields = reader.object(element);
    const eventId = reader.text(fields, 'eventId', LIMITS.name, 'required');
    const event = readEvent(fields, eventId, now);
    if (event.ok) events.push(event.value);
    else rejected.push({ eventId, reason: event.violations.map(describeViolation).join('; ') });
  });
  const given = get(source, 'events') ?? [];
  if (Array.isArray(given) && given.length === 0)
    reader.reject('events', `1 to ${SEARCH_LIMITS.feedbackEvents} events`, 'none');
  return reader.finish({ events, rejected });
}

function readEvent(source: Fields, eventId: string, now: number): Reading<FeedbackEvent> {
  const reader = new FieldReader();
  const value = reader.double(source, 'value');
  if (value !== undefined && !(value >= 0 && Number.isFinite(value)))
    reader.reject('value', 'a finite number, 0 or more', get(source, 'value'));
  return reader.finish({
    eventId,
    impressionId: reader.text(source, 'impressionId', LIMITS.name, 'required'),
    entityId: reader.text(source, 'entityId', LIMITS.name, 'required'),
    action: readAction(reader, source),
    ...(value === undefined ? {} : { value }),
    occurredAt: readOccurredAt(reader, source, now),
  });
}

function readOccurredAt(reader: FieldReader, source: Fields, now: number): number {
  const occurredAt = readTimestamp(reader, source, 'occurredAt') ?? now;
  // A clock that is a little fast is usual; an event of next year would outweigh all that is older.
  if (occurredAt < 0 || occurredAt > now + SEARCH_LIMITS.aheadMs)
    reader.reject('occurredAt', 'a time since 1970, at most an hour from now', new Date(occurredAt).toISOString());
  return occurredAt;
}
