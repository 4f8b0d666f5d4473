/** What a request to the search service may hold, beside `LIMITS`. docs/reference/protocol.md lists the same numbers. */
export const SEARCH_LIMITS = {
  /** Results of one search. */
  results: 100,
  /** Events of one call. */
  feedbackEvents: 1_000,
  /** Milliseconds that an event's time may lie ahead of the service's clock. */
  aheadMs: 3_600_000,
} as const;

/** Results of a search that does not say how many it wants. */
export const DEFAULT_RESULTS = 10;
