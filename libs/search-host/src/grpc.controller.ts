import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { wire } from '@tiebreak/protocol';
import { GrpcErrors, overGrpc } from '@tiebreak/service-host';
import { SearchEndpoint } from './search-endpoint';

type Call = ServerUnaryCall<unknown, unknown>;

/** tiebreak.v1.SearchService. */
@Controller()
@UseFilters(GrpcErrors)
export class GrpcController {
  constructor(@Inject(SearchEndpoint) private readonly endpoint: SearchEndpoint) {}

  @GrpcMethod('SearchService', 'Search')
  search(message: wire.SearchRequest, metadata: Metadata, call: Call): Promise<wire.SearchResponse> {
    return this.endpoint.search(overGrpc(message, metadata, call));
  }

  @GrpcMethod('SearchService', 'MatchEntities')
  matchEntities(
    message: wire.MatchEntitiesRequest,
    metadata: Metadata,
    call: Call,
  ): Promise<wire.MatchEntitiesResponse> {
    return this.endpoint.matchEntities(overGrpc(message, metadata, call));
  }

  @GrpcMethod('SearchService', 'RecordFeedback')
  recordFeedback(
    message: wire.RecordFeedbackRequest,
    metadata: Metadata,
    call: Call,
  ): Promise<wire.RecordFeedbackResponse> {
    return this.endpoint.recordFeedback(overGrpc(message, metadata, call));
  }
}
