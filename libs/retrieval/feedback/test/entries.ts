import type { FeedbackAction, FeedbackEvent, Impression, LogEntry, NewLogEntry } from '../src/index';

/** A moment, in milliseconds since 1970. */
export const NOON = Date.UTC(2026, 0, 1, 12);
export const MINUTE = 60_000;

/** An impression that shows entities in an order, found by `lexical` in that order and by `memory` in the opposite one. */
export function impressionOf(id: string, shown: readonly string[], changes: Partial<Impression> = {}): Impression {
  return {
    id,
    at: NOON,
    domain: 'Music',
    query: 'dune',
    userId: '',
    context: { device: '', attributes: {} },
    results: shown.map((entityId, i) => ({
      entityId,
      sources: [
        { strategy: 'lexical', rank: i + 1, score: -i, normalisedScore: 1 },
        { strategy: 'memory', rank: shown.length - i, score: i, normalisedScore: 1 },
      ],
      features: [i, NaN],
    })),
    decisionFeatures: [1, NaN, 0.25],
    choices: [
      { strategy: 'lexical', depth: 50, propensity: 0.5 },
      { strategy: 'memory', depth: 10, propensity: 0.25 },
      { strategy: 'fuzzy', depth: 0, propensity: 0.75 },
    ],
    jointPropensity: 0.125,
    policyVersion: 'p1',
    rankerVersion: 'r1',
    ...changes,
  };
}

export function eventOf(
  eventId: string,
  impressionId: string,
  entityId: string,
  action: FeedbackAction = 'click',
  changes: Partial<FeedbackEvent> = {},
): FeedbackEvent {
  return { eventId, impressionId, entityId, action, occurredAt: NOON + MINUTE, ...changes };
}

export const shows = (impression: Impression, loggedAt = impression.at): NewLogEntry => ({
  kind: 'impression',
  loggedAt,
  impression,
});
export const acts = (event: FeedbackEvent, loggedAt = event.occurredAt): NewLogEntry => ({
  kind: 'event',
  loggedAt,
  event,
});

/** Entries as they stand in a log of their own. */
export const positioned = (entries: readonly NewLogEntry[]): LogEntry[] =>
  entries.map((entry, i) => ({ ...entry, position: i + 1 }));
