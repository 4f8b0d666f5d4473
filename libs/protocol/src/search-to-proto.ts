import type { Entity } from '@tiebreak/catalogue';
import type { FeedbackEvent, FeedbackReceipt } from '@tiebreak/feedback';
import type { Hypothesis } from '@tiebreak/interpretation';
import type { EntityMatch, RankedEntity, SearchAnswer, SearchRequest, StrategyUse } from '@tiebreak/search-pipeline';
import { WIRE_ACTIONS } from './feedback-action';
import type * as search from './generated/tiebreak/v1/search';
import type { RejectedEvent } from './read-feedback';
import { toTimestamp } from './to-timestamp';

/** The message that asks for entities. */
export function toSearchRequestMessage(request: SearchRequest): search.SearchRequest {
  return request;
}

/** The message that asks how well a catalogue supports hypotheses. */
export function toMatchEntitiesRequestMessage(
  requestId: string,
  hypotheses: readonly Hypothesis[],
): search.MatchEntitiesRequest {
  return { requestId, hypotheses };
}

/** The message that reports what users did. */
export function toRecordFeedbackRequestMessage(events: readonly FeedbackEvent[]): search.RecordFeedbackRequest {
  return { events: events.map(toFeedbackEvent) };
}

/**
 * The search service's answer. Fields are named one by one, since an engine's entity may have more than the contract's, such
 * as the text it is searched by, and JSON would carry that along.
 */
export function toSearchResponse(answer: SearchAnswer): search.SearchResponse {
  const { requestId, impressionId, jointPropensity, policyVersion, rankerVersion } = answer;
  return {
    requestId,
    impressionId,
    results: answer.results.map(toRankedEntity),
    strategies: answer.strategies.map(toStrategyUse),
    jointPropensity,
    policyVersion,
    rankerVersion,
  };
}

/** What the catalogue says to each hypothesis. */
export function toMatchEntitiesResponse(matches: readonly EntityMatch[]): search.MatchEntitiesResponse {
  return { matches: matches.map(({ hypothesisId, signals }) => ({ hypothesisId, signals })) };
}

/**
 * What became of a batch.
 * @param unread events that were rejected before the service saw them
 */
export function toRecordFeedbackResponse(
  { accepted, duplicates, orphaned, capped, rejected }: FeedbackReceipt,
  unread: readonly RejectedEvent[],
): search.RecordFeedbackResponse {
  const told = [...unread, ...rejected].map(({ eventId, reason }) => ({ eventId, reason }));
  return { accepted, duplicates, orphaned, capped, rejected: told };
}

function toRankedEntity(ranked: RankedEntity): search.RankedEntity {
  const { entity, score, strategies, contributions = [], position } = ranked;
  return { entity: toEntity(entity), score, strategies, contributions, position };
}

function toEntity({ id, domain, type, title, creator, year, popularity, attributes }: Entity): search.Entity {
  return { id, domain, type, title, creator, year, popularity, attributes };
}

function toStrategyUse(use: StrategyUse): search.StrategyUse {
  const { strategy, chosen, depth, retrieved, propensity, latencyMs, error } = use;
  return { strategy, chosen, depth, retrieved, propensity, latencyMs, error };
}

function toFeedbackEvent({ action, occurredAt, ...event }: FeedbackEvent): search.FeedbackEvent {
  return { ...event, action: WIRE_ACTIONS[action], occurredAt: toTimestamp(occurredAt) };
}
