import type { FeedbackAction, FeedbackEvent, Impression } from '@tiebreak/feedback';
import type { ClickLog, ResultAction } from './click-log';

/** From what says least to what says most. */
const FORCE: readonly ResultAction[] = ['none', 'click', 'play', 'skip', 'like', 'favorite'];

/**
 * Impressions with what was done with their results. Of several actions on one result the strongest counts: favorite, like,
 * skip, play, click. What was begun and skipped was not wanted; what was liked was, whatever was skipped later. Events of
 * impressions or entities that are not there are left out.
 */
export function joinFeedback(
  impressions: readonly Pick<Impression, 'id' | 'query' | 'results'>[],
  events: readonly Pick<FeedbackEvent, 'impressionId' | 'entityId' | 'action'>[],
): ClickLog {
  const actions = new Map<string, Map<string, FeedbackAction>>();
  for (const { impressionId, entityId, action } of events) {
    const ofImpression = actions.get(impressionId) ?? new Map<string, FeedbackAction>();
    actions.set(impressionId, ofImpression);
    const before = ofImpression.get(entityId) ?? 'none';
    if (FORCE.indexOf(action) > FORCE.indexOf(before)) ofImpression.set(entityId, action);
  }
  return impressions.map(({ id, query, results }) => ({
    query,
    results: results.map(({ entityId, features }) => ({
      entity: entityId,
      features,
      action: actions.get(id)?.get(entityId) ?? 'none',
    })),
  }));
}
