import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { wire } from '@tiebreak/protocol';
import { GrpcErrors, overGrpc } from '@tiebreak/service-host';
import { Asking } from './asking';

/** tiebreak.v1.AggregatorService, of which this is `Ask`. */
@Controller()
@UseFilters(GrpcErrors)
export class AskGrpcController {
  constructor(@Inject(Asking) private readonly asking: Asking) {}

  @GrpcMethod('AggregatorService', 'Ask')
  ask(
    message: wire.AskRequest,
    metadata: Metadata,
    call: ServerUnaryCall<unknown, unknown>,
  ): Promise<wire.AskResponse> {
    return this.asking.ask(overGrpc(message, metadata, call));
  }
}
