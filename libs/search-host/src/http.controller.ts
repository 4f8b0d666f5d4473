import { Body, Controller, Header, Headers, HttpCode, Inject, Post, Res, UseFilters } from '@nestjs/common';
import { Admission } from '@tiebreak/service-host';
import { answerJson, HttpErrors } from '@tiebreak/service-host/http';
import type { TraceHeaders } from '@tiebreak/telemetry';
import type { Response } from 'express';
import { SearchEndpoint } from './search-endpoint';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The search service as HTTP/JSON: proto3 JSON in and out, errors as problem+json (RFC 9457). */
@Controller('v1')
@UseFilters(HttpErrors)
export class HttpController {
  constructor(
    @Inject(SearchEndpoint) private readonly endpoint: SearchEndpoint,
    @Inject(Admission) private readonly admission: Admission,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  search(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, this.endpoint.search);
  }

  @Post('feedback')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  recordFeedback(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, this.endpoint.recordFeedback);
  }

  @Post('match')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  matchEntities(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, this.endpoint.matchEntities);
  }
}
