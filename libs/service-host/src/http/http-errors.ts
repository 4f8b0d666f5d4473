import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { LARGEST_MESSAGE_BYTES } from '@tiebreak/protocol/grpc';
import type { Response } from 'express';
import { OverCapacity } from '../admission/admission';
import { CallerGone, DeadlineExceeded, HopFailed, LoggedFault, Unavailable } from '../call-failures';
import { PreconditionFailed } from '../precondition-failed';
import { RequestRefused } from '../request-refused';

const TOO_LARGE = `expected a body of at most ${LARGEST_MESSAGE_BYTES} bytes`;

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors?: unknown;
  readonly retryAfterMs?: number;
}

/** Turns every error of an HTTP request into problem+json (RFC 9457); a refused request lists its fields under `errors`. */
@Catch()
export class HttpErrors implements ExceptionFilter {
  private readonly log = new Logger(HttpErrors.name);

  catch(error: unknown, host: ArgumentsHost): void {
    // There is nobody to answer.
    if (error instanceof CallerGone) return;
    const response = host.switchToHttp().getResponse<Response>();
    const { status, retryAfterMs, ...rest } = this.describe(error);
    // Whole seconds are all that HTTP has.
    if (retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfterMs / 1000));
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, ...rest }));
  }

  private describe(error: unknown): Problem {
    if (error instanceof RequestRefused) return { status: 400, detail: error.message, errors: error.violations };
    if (error instanceof PreconditionFailed) return { status: 409, detail: error.message };
    if (error instanceof OverCapacity) return { status: 503, detail: error.message, retryAfterMs: error.retryAfterMs };
    if (error instanceof Unavailable) return { status: 503, detail: error.message, retryAfterMs: 1_000 };
    if (error instanceof DeadlineExceeded) return { status: 504, detail: error.message };
    if (error instanceof HopFailed)
      return { ...error.told?.members, status: error.late ? 504 : 503, detail: error.message };
    if (error instanceof HttpException) {
      const status = error.getStatus();
      // The body parser says only that the body is too large.
      return { status, detail: status === 413 ? TOO_LARGE : error.message };
    }
    if (!(error instanceof LoggedFault)) this.log.error(error instanceof Error ? error.stack : error);
    return { status: 500, detail: 'the service log has it' };
  }
}
