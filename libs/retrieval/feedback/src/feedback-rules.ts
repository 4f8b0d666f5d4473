const HOUR_MS = 3_600_000;

/** Which events count, for what, and for how long. */
export interface FeedbackRules {
  /** An event teaches when it comes within so many milliseconds of its impression. */
  readonly attributionMs: number;
  /** Clients' clocks may be wrong by so many milliseconds. */
  readonly clockSkewMs: number;
  /** Events of one user that teach, within `capMs`; those beyond are kept but teach nothing. */
  readonly eventsPerUser: number;
  /** Milliseconds over which a user's events are counted. */
  readonly capMs: number;
  /** Events on one impression of an anonymous user that teach. */
  readonly eventsPerAnonymousImpression: number;
  /** Events that wait for their impression at the same time; those beyond teach nothing. */
  readonly waitingEvents: number;
}

export const DEFAULT_FEEDBACK_RULES: FeedbackRules = {
  attributionMs: 24 * HOUR_MS,
  clockSkewMs: HOUR_MS,
  eventsPerUser: 500,
  capMs: HOUR_MS,
  eventsPerAnonymousImpression: 20,
  waitingEvents: 100_000,
};
