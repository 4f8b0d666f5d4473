import type { ServerUnaryCall, Metadata } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { wire } from '@tiebreak/protocol';
import { GrpcErrors, traceOf } from '@tiebreak/service-host';
import { Aggregator } from './aggregator';

/** tiebreak.v1.AggregatorService, but for `Ask`. `RecordOutcome` has no handler yet, so gRPC answers UNIMPLEMENTED. */
@Controller()
@UseFilters(GrpcErrors)
export class GrpcController {
  constructor(@Inject(Aggregator) private readonly aggregator: Aggregator) {}

  @GrpcMethod('AggregatorService', 'Resolve')
  resolve(
    message: wire.ResolveRequest,
    metadata: Metadata,
    call: ServerUnaryCall<wire.ResolveRequest, wire.ResolveResponse>,
  ): Promise<wire.ResolveResponse> {
    // Without a deadline gRPC gives Infinity; a Date stands for one too.
    return this.aggregator.resolve('grpc', message, () => traceOf(metadata), Number(call.getDeadline()) - Date.now());
  }
}
