import { proto3Json } from '@tiebreak/protocol';
import type { TraceHeaders } from '@tiebreak/telemetry';
import type { Response } from 'express';
import type { Admission } from '../admission/admission';
import { type IncomingCall, overHttp } from '../incoming-call';
import { readJsonBody } from './json-body';

/** What Nest hands a handler of a request over HTTP. */
export interface HttpExchange {
  readonly body: unknown;
  readonly headers: TraceHeaders;
  readonly response: Response;
}

/** Answers a request as proto3 JSON, once it is admitted. @throws OverCapacity, RequestRefused, and what the operation throws */
export function answerJson(
  admission: Admission,
  { body, headers, response }: HttpExchange,
  operation: (call: IncomingCall) => Promise<object>,
): Promise<string> {
  return admission.run(async () => proto3Json(await operation(overHttp(readJsonBody(body), headers, response))));
}
