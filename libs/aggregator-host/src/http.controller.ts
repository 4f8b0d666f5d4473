import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Inject,
  NotImplementedException,
  Post,
  ServiceUnavailableException,
  UseFilters,
} from '@nestjs/common';
import type { wire } from '@tiebreak/protocol';
import { Admission, GrpcServer } from '@tiebreak/service-host';
import type { TraceHeaders } from '@tiebreak/telemetry';
import { Aggregator } from './aggregator';
import { HttpErrors } from './http-errors';
import { readJsonBody } from './json-body';

/** The aggregator as HTTP/JSON: proto3 JSON in and out, errors as problem+json (RFC 9457). */
@Controller()
@UseFilters(HttpErrors)
export class HttpController {
  constructor(
    @Inject(Aggregator) private readonly aggregator: Aggregator,
    @Inject(Admission) private readonly admission: Admission,
    @Inject(GrpcServer) private readonly grpc: GrpcServer,
  ) {}

  @Post('v1/resolve')
  @HttpCode(200)
  @Header('Content-Type', 'application/json; charset=utf-8')
  resolve(@Body() body: unknown, @Headers() headers: TraceHeaders): Promise<wire.ResolveResponse> {
    // Enums are strings and there are no bytes or 64-bit numbers in it, so the message is its own proto3 JSON.
    return this.admission.run(async () => this.aggregator.resolve('http', readJsonBody(body), () => headers, Infinity));
  }

  @Post('v1/ask')
  ask(): never {
    throw new NotImplementedException('Ask is not implemented yet');
  }

  @Post('v1/outcome')
  recordOutcome(): never {
    throw new NotImplementedException('RecordOutcome is not implemented yet');
  }

  /** Alive: the process answers. */
  @Get('healthz')
  alive(): { status: string } {
    return { status: 'ok' };
  }

  /** Ready: requests may come. A domain that is down does not change that, since its fallback answers. */
  @Get('readyz')
  ready(): { status: string } {
    if (!this.grpc.serving) throw new ServiceUnavailableException('the service is starting or closing');
    return { status: 'ready' };
  }
}
