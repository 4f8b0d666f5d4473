import {
  Body,
  Controller,
  Header,
  Headers,
  HttpCode,
  Inject,
  NotImplementedException,
  Post,
  UseFilters,
} from '@nestjs/common';
import type { wire } from '@tiebreak/protocol';
import { Admission } from '@tiebreak/service-host';
import { HttpErrors, readJsonBody } from '@tiebreak/service-host/http';
import type { TraceHeaders } from '@tiebreak/telemetry';
import { Aggregator } from './aggregator';

/** The aggregator as HTTP/JSON: proto3 JSON in and out, errors as problem+json (RFC 9457). */
@Controller()
@UseFilters(HttpErrors)
export class HttpController {
  constructor(
    @Inject(Aggregator) private readonly aggregator: Aggregator,
    @Inject(Admission) private readonly admission: Admission,
  ) {}

  @Post('v1/resolve')
  @HttpCode(200)
  @Header('Content-Type', 'application/json; charset=utf-8')
  resolve(@Body() body: unknown, @Headers() headers: TraceHeaders): Promise<wire.ResolveResponse> {
    // Enums are strings and there are no bytes or 64-bit numbers in it, so the message is its own proto3 JSON.
    return this.admission.run(async () => this.aggregator.resolve('http', readJsonBody(body), () => headers, Infinity));
  }

  @Post('v1/outcome')
  recordOutcome(): never {
    throw new NotImplementedException('RecordOutcome is not implemented yet');
  }
}
