/** What a user did with a result. */
export type FeedbackAction = 'click' | 'play' | 'like' | 'favorite' | 'skip';

/** One user action on one result of one search. */
export interface FeedbackEvent {
  /** Idempotency key. */
  readonly eventId: string;
  readonly impressionId: string;
  readonly entityId: string;
  readonly action: FeedbackAction;
  /** Seconds played, for `play`. */
  readonly value?: number;
  /** In milliseconds since 1970. */
  readonly occurredAt: number;
}

/** What became of a batch of events; the numbers add up to the batch. */
export interface FeedbackReceipt {
  readonly accepted: number;
  readonly duplicates: number;
  /** Kept, but no such impression is known (yet). */
  readonly orphaned: number;
  /** Kept, but over the user's or impression's limit: they teach nothing. */
  readonly capped: number;
  /** Not kept. */
  readonly rejected: readonly { readonly eventId: string; readonly reason: string }[];
}
