import { describeValue, LIMITS } from '@tiebreak/interpretation';
import type { FeedbackEvent } from './feedback-event';
import type { FeedbackRules } from './feedback-rules';
import type { Impression } from './impression';

/** Every action, in the order of what it says. */
export const FEEDBACK_ACTIONS = ['skip', 'click', 'play', 'like', 'favorite'] as const;

/**
 * Why an event is not kept, whatever its impression: "field: expected ..., got ..."; undefined when it is well.
 * @param now in milliseconds since 1970
 */
export function checkEvent(event: FeedbackEvent, now: number, { clockSkewMs }: FeedbackRules): string | undefined {
  const { eventId, impressionId, entityId, action, value, occurredAt } = event;
  for (const [field, text] of Object.entries({ eventId, impressionId, entityId })) {
    if (text.length < 1 || text.length > LIMITS.name || !text.isWellFormed() || text.includes('\0'))
      return `${field}: expected 1 to ${LIMITS.name} characters of well-formed text, got ${describeValue(text)}`;
  }
  if (!FEEDBACK_ACTIONS.includes(action))
    return `action: expected one of ${FEEDBACK_ACTIONS.join(', ')}, got ${describeValue(action)}`;
  if (value !== undefined && !(value >= 0 && value < Infinity))
    return `value: expected a finite number, 0 or more, got ${value}`;
  if (!(occurredAt >= 0 && occurredAt < Infinity))
    return `occurredAt: expected milliseconds since 1970, got ${occurredAt}`;
  if (occurredAt > now + clockSkewMs)
    return `occurredAt: expected a time before ${new Date(now + clockSkewMs).toISOString()}, got ${occurredAt}; set the client's clock`;
  return undefined;
}

/** Why an event does not fit the impression that it names; undefined when it does. */
export function checkAgainst({ entityId }: FeedbackEvent, { id, results }: Impression): string | undefined {
  if (results.some((result) => result.entityId === entityId)) return undefined;
  return `entityId: expected a result of impression ${describeValue(id)}, got ${describeValue(entityId)}`;
}
