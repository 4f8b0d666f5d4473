import type { FeedbackEvent, Impression, NewLogEntry } from '@tiebreak/feedback';

/** A moment, in milliseconds since 1970. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export function impressionOf(id: string, userId = '', shown: readonly string[] = ['a', 'b']): Impression {
  return {
    ...{ id, at: NOON, domain: 'Music', query: 'dune', userId, context: { device: 'tv', attributes: { room: 'k"ü' } } },
    results: shown.map((entityId, i) => ({
      entityId,
      sources: [{ strategy: 'lexical', rank: i + 1, score: 9 - i, normalisedScore: 1 }],
      features: [i, NaN, 0.1 + 0.2],
    })),
    ...{ decisionFeatures: [NaN, 1], choices: [{ strategy: 'lexical', depth: 50, propensity: 0.5 }] },
    ...{ jointPropensity: 0.5, policyVersion: 'p1', rankerVersion: 'r1' },
  };
}

export const eventOf = (eventId: string, impressionId: string, entityId = 'a'): FeedbackEvent => ({
  ...{ eventId, impressionId, entityId, action: 'click', occurredAt: NOON + 1 },
});

export const shows = (impression: Impression, loggedAt = NOON): NewLogEntry => ({
  kind: 'impression',
  loggedAt,
  impression,
});
export const acts = (event: FeedbackEvent, loggedAt = NOON): NewLogEntry => ({ kind: 'event', loggedAt, event });
