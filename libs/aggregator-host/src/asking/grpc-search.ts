import type { EntityFinder, HopAnswer, HopLimits } from '@tiebreak/aggregation';
import { toEntitySearchMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceCaller } from '../domain-call/service-caller';
import { tracedHop } from './traced-hop';

const METHODS = toGrpcService(wire.SearchServiceDefinition);

/** The search service in another process. What it answers is passed on as it came. */
export class GrpcSearch implements EntityFinder<wire.SearchResponse> {
  constructor(private readonly caller: ServiceCaller) {}

  readonly find: EntityFinder<wire.SearchResponse>['find'] = (request, limits) =>
    this.search(toEntitySearchMessage(request), limits);

  search(message: wire.SearchRequest, { deadlineMs, gone }: HopLimits): Promise<HopAnswer<wire.SearchResponse>> {
    return tracedHop('tiebreak.v1.SearchService/Search', () =>
      this.caller.call(METHODS.search, message, { deadlineMs, signal: gone }),
    );
  }

  recordFeedback(
    message: wire.RecordFeedbackRequest,
    deadlineMs: number,
  ): Promise<HopAnswer<wire.RecordFeedbackResponse>> {
    return tracedHop('tiebreak.v1.SearchService/RecordFeedback', () =>
      // Not ended when the caller goes: what a user did is worth keeping.
      this.caller.call(METHODS.recordFeedback, message, { deadlineMs }),
    );
  }
}
