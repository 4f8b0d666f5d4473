/** What a request may hold. docs/reference/protocol.md lists the same numbers; a test compares them. */
export const LIMITS = {
  /** Hypotheses of one request to the aggregator, or of one data line. */
  hypotheses: 256,
  /** Hypotheses of one domain in a request. */
  hypothesesOfDomain: 64,
  /** Slots of a hypothesis. */
  slots: 64,
  /** Signals of a hypothesis. */
  signals: 64,
  /** Attributes of a context, and upstream versions of a request. */
  attributes: 64,
  /** UTF-16 code units of an utterance, a slot value or an attribute value. */
  text: 1_000,
  /** UTF-16 code units of an id, of a name and of a locale. */
  name: 200,
} as const;
