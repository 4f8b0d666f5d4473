/** What a listener may do with a result here. */
export const FEEDBACK_ACTIONS = ['play', 'like', 'skip'] as const;
export type FeedbackChoice = (typeof FEEDBACK_ACTIONS)[number];

export interface FeedbackSubject {
  /** New for each event: the service drops repeats of it. */
  readonly eventId: string;
  readonly impressionId: string;
  readonly entityId: string;
  readonly now: Date;
}

/** A `RecordFeedbackRequest` of one event, as proto3 JSON. A play has no length: nobody listens to anything here. */
export function feedbackRequest(choice: FeedbackChoice, { now, ...ids }: FeedbackSubject): object {
  const action = `FEEDBACK_ACTION_${choice.toUpperCase()}`;
  return { events: [{ ...ids, action, occurredAt: now.toISOString() }] };
}
