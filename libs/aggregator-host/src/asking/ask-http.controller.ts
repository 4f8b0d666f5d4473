import { Body, Controller, Header, Headers, HttpCode, Inject, Post, Res, UseFilters } from '@nestjs/common';
import { Admission } from '@tiebreak/service-host';
import { answerJson, HttpErrors } from '@tiebreak/service-host/http';
import type { TraceHeaders } from '@tiebreak/telemetry';
import type { Response } from 'express';
import { Asking } from './asking';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Asking as HTTP/JSON, with what a page of one origin needs to go on: searching for a chosen option, and feedback. */
@Controller('v1')
@UseFilters(HttpErrors)
export class AskHttpController {
  constructor(
    @Inject(Asking) private readonly asking: Asking,
    @Inject(Admission) private readonly admission: Admission,
  ) {}

  @Post('ask')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  ask(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, (call) => this.asking.ask(call));
  }

  @Post('search')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  search(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, (call) => this.asking.search(call));
  }

  @Post('feedback')
  @HttpCode(200)
  @Header('Content-Type', JSON_TYPE)
  recordFeedback(
    @Body() body: unknown,
    @Headers() headers: TraceHeaders,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return answerJson(this.admission, { body, headers, response }, (call) => this.asking.recordFeedback(call));
  }
}
