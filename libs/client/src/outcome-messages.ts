import { readOutcomeRequest, toRecordOutcomeRequestMessage } from '@tiebreak/protocol';
import type * as wire from '@tiebreak/protocol/wire';
import { InvalidRequestError } from './errors';
import type { Given } from './messages';

/**
 * What became known of an answer: which hypothesis was right, which were wrong, or that none was right. What is not said is
 * unknown, and never taken for wrong.
 */
export interface Outcome extends Given<Omit<wire.RecordOutcomeRequest, 'occurredAt'>, 'requestId'> {
  /** Such as "2026-01-31T12:00:00Z" (RFC 3339); now when left out. */
  readonly occurredAt?: string | undefined;
}

/**
 * The message of an outcome, checked as the aggregator does; but which hypotheses there were, its log knows.
 * @param now milliseconds since 1970
 * @throws InvalidRequestError with everything that is wrong
 */
export function toOutcomeMessage(outcome: Outcome, now: number): wire.RecordOutcomeRequest {
  const reading = readOutcomeRequest(outcome, now);
  if (!reading.ok) throw InvalidRequestError.of(reading.violations);
  return toRecordOutcomeRequestMessage(reading.value);
}
