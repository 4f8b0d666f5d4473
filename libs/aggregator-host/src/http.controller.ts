import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  NotImplementedException,
  Post,
  UseFilters,
} from '@nestjs/common';
import type { wire } from '@tiebreak/protocol';
import { Aggregator } from './aggregator';
import { HttpErrors } from './http-errors';
import { readJsonBody } from './json-body';

/** The aggregator as HTTP/JSON: proto3 JSON in and out, errors as problem+json (RFC 9457). */
@Controller()
@UseFilters(HttpErrors)
export class HttpController {
  constructor(@Inject(Aggregator) private readonly aggregator: Aggregator) {}

  @Post('v1/resolve')
  @HttpCode(200)
  @Header('Content-Type', 'application/json; charset=utf-8')
  resolve(@Body() body: unknown): Promise<wire.ResolveResponse> {
    // Enums are strings and there are no bytes or 64-bit numbers in it, so the message is its own proto3 JSON.
    return this.aggregator.resolve(readJsonBody(body), Infinity);
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
    return { status: 'ready' };
  }
}
