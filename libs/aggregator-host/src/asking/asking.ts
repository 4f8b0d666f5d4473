import { randomUUID } from 'node:crypto';
import type { Asked, Asker, HopAnswer } from '@tiebreak/aggregation';
import {
  readAskRequest,
  readFeedbackRequest,
  readSearchRequest,
  toAskResponse,
  toRecordFeedbackRequestMessage,
  toSearchRequestMessage,
  wire,
} from '@tiebreak/protocol';
import {
  accept,
  CallerGone,
  HopFailed,
  type IncomingCall,
  PreconditionFailed,
  RequestRefused,
} from '@tiebreak/service-host';
import { type AggregatorMetrics, traced } from '@tiebreak/telemetry';
import type { GrpcSearch } from './grpc-search';

const ASK_RESPONSE = 'type.googleapis.com/tiebreak.v1.AskResponse';

/** A tenth of the caller's time is kept for the way back. */
const SHARE_OF_CALLER = 0.9;

export interface AskingParts {
  /** Absent: no NLU is configured. */
  readonly asker?: Asker<wire.SearchResponse> | undefined;
  /** Absent: no search service is configured. */
  readonly search?: GrpcSearch | undefined;
  /** The domains that take part. */
  readonly domains: readonly string[];
  /** What an ask gets at most, in milliseconds; also what is passed on to the search service. */
  readonly deadlineMs: number;
  readonly metrics: AggregatorMetrics;
}

/** `Ask`, and what belongs to it: finding entities of the option that a user chose, and reporting what was done with them. */
export class Asking {
  constructor(private readonly parts: AskingParts) {}

  /**
   * @throws RequestRefused, PreconditionFailed when no NLU is configured, HopFailed when the words were not understood,
   * CallerGone
   */
  ask(call: IncomingCall): Promise<wire.AskResponse> {
    return traced('tiebreak.v1.AggregatorService/Ask', 'server', call.headers, async (say) => {
      const { asker, metrics } = this.parts;
      const start = performance.now();
      if (asker === undefined) throw unset('TIEBREAK_NLU', 'an NLU');
      const given = accept(readAskRequest(call.message));
      const request = given.requestId === '' ? { ...given, requestId: randomUUID() } : given;
      say({ 'tiebreak.request_id': request.requestId });
      const asked = await asker(request, { deadlineMs: this.deadlineFor(call), gone: call.gone });
      if (call.gone.aborted) throw new CallerGone();
      const resolution = asked.status === 'resolved' ? asked.resolution : undefined;
      metrics.asked(call.transport, (performance.now() - start) / 1000, asked.hops, resolution);
      if (asked.status !== 'resolved') throw notUnderstood(request.requestId, asked);
      say({ 'tiebreak.decision': asked.resolution.decision.kind });
      return toAskResponse(asked);
    });
  }

  /** Passes a search on. @throws RequestRefused, PreconditionFailed without a search service, HopFailed */
  search(call: IncomingCall): Promise<wire.SearchResponse> {
    return traced('tiebreak.v1.SearchService/Search', 'server', call.headers, async () => {
      const { search, domains } = this.parts;
      if (search === undefined) throw unset('TIEBREAK_SEARCH', 'a search service');
      const request = accept(readSearchRequest(call.message, domains));
      const limits = { deadlineMs: this.deadlineFor(call), gone: call.gone };
      return answered(await search.search(toSearchRequestMessage(request), limits));
    });
  }

  /** Passes feedback on. @throws RequestRefused, PreconditionFailed without a search service, HopFailed */
  recordFeedback(call: IncomingCall): Promise<wire.RecordFeedbackResponse> {
    return traced('tiebreak.v1.SearchService/RecordFeedback', 'server', call.headers, async () => {
      const { search } = this.parts;
      if (search === undefined) throw unset('TIEBREAK_SEARCH', 'a search service');
      const { events, rejected } = accept(readFeedbackRequest(call.message, Date.now()));
      if (events.length === 0) return { accepted: 0, duplicates: 0, orphaned: 0, capped: 0, rejected };
      const message = toRecordFeedbackRequestMessage(events);
      const receipt = answered(await search.recordFeedback(message, this.deadlineFor(call)));
      return { ...receipt, rejected: [...rejected, ...receipt.rejected] };
    });
  }

  private deadlineFor({ remainingMs }: IncomingCall): number {
    return Math.max(1, Math.min(this.parts.deadlineMs, SHARE_OF_CALLER * remainingMs));
  }
}

function unset(variable: string, what: string): PreconditionFailed {
  return new PreconditionFailed([{ field: variable, expected: `the address of ${what}`, actual: 'nothing' }]);
}

/** Nothing can be answered; the hops that were made are told all the same. */
function notUnderstood(
  requestId: string,
  { status, error, violations, hops }: Exclude<Asked<unknown>, { status: 'resolved' }>,
): Error {
  if (violations !== undefined && violations.length > 0) return new RequestRefused(violations);
  const response = toAskResponse({ requestId, hops });
  return new HopFailed(status === 'deadlineExceeded', `nlu: ${error}`, {
    members: { requestId, hops: response.hops },
    detail: { typeUrl: ASK_RESPONSE, value: wire.AskResponse.encode(response).finish() },
  });
}

/** @throws RequestRefused, HopFailed */
function answered<T>(answer: HopAnswer<T>): T {
  if (answer.status === 'answered') return answer.answer;
  const { status, error, violations = [] } = answer;
  if (violations.length > 0) throw new RequestRefused(violations);
  throw new HopFailed(status === 'deadlineExceeded', `search: ${error}`);
}
