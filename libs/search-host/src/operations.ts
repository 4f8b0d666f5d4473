import { randomUUID } from 'node:crypto';
import type { Reading } from '@tiebreak/interpretation';
import {
  type FeedbackBatch,
  type MatchRequest,
  readFeedbackRequest,
  readMatchEntitiesRequest,
  readSearchRequest,
  toMatchEntitiesResponse,
  toRecordFeedbackResponse,
  toSearchResponse,
  type wire,
} from '@tiebreak/protocol';
import type { SearchRequest, SearchService } from '@tiebreak/search-pipeline';
import type { SearchMethod, SearchMetrics } from '@tiebreak/telemetry';
import type { RetrievalTally } from './retrieval-tally';

/** One method of the service: how its request is read, and how it is answered. */
export interface Operation<Request, Response> {
  readonly method: SearchMethod;
  read(message: unknown): Reading<Request>;
  answer(request: Request, signal: AbortSignal): Promise<Response>;
  /** What a trace and the log tell of a request; no words of the user. */
  describe(request: Request): Readonly<Record<string, string | number>>;
}

/** Search: a request without an id is given one. */
export function searching(
  service: SearchService,
  metrics: SearchMetrics,
  tally: RetrievalTally,
): Operation<SearchRequest, wire.SearchResponse> {
  return {
    method: 'Search',
    read: (message) => {
      const reading = readSearchRequest(message, service.domains);
      if (!reading.ok || reading.value.requestId !== '') return reading;
      return { ok: true, value: { ...reading.value, requestId: randomUUID() } };
    },
    answer: async (request, signal) => {
      const answer = await service.search(request, signal);
      metrics.searched(request.domain, answer);
      tally.searched(request.domain, answer);
      return toSearchResponse(answer);
    },
    describe: ({ requestId, domain }) => ({ 'tiebreak.request_id': requestId, 'tiebreak.domain': domain }),
  };
}

export function matching(service: SearchService): Operation<MatchRequest, wire.MatchEntitiesResponse> {
  return {
    method: 'MatchEntities',
    read: readMatchEntitiesRequest,
    answer: async ({ hypotheses }, signal) => toMatchEntitiesResponse(await service.matchEntities(hypotheses, signal)),
    describe: ({ requestId, hypotheses }) => ({
      'tiebreak.request_id': requestId,
      'tiebreak.hypotheses': hypotheses.length,
    }),
  };
}

/** Feedback: what is wrong with an event by itself is answered beside what became of the others. */
export function recording(
  service: SearchService,
  metrics: SearchMetrics,
  tally: RetrievalTally,
): Operation<FeedbackBatch, wire.RecordFeedbackResponse> {
  return {
    method: 'RecordFeedback',
    read: (message) => readFeedbackRequest(message, Date.now()),
    answer: async ({ events, rejected }) => {
      const receipt = events.length === 0 ? NOTHING : await service.recordFeedback(events);
      metrics.recorded(receipt, rejected.length + receipt.rejected.length);
      tally.recorded(events);
      return toRecordFeedbackResponse(receipt, rejected);
    },
    describe: ({ events, rejected }) => ({ 'tiebreak.events': events.length + rejected.length }),
  };
}

const NOTHING = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0, rejected: [] };
