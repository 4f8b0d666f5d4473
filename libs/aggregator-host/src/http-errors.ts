import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { LARGEST_MESSAGE_BYTES } from '@tiebreak/protocol/grpc';
import { OverCapacity, RequestRefused } from '@tiebreak/service-host';
import type { Response } from 'express';

const TOO_LARGE = `expected a body of at most ${LARGEST_MESSAGE_BYTES} bytes`;

/** Turns every error of an HTTP request into problem+json (RFC 9457); a refused request lists its fields under `errors`. */
@Catch()
export class HttpErrors implements ExceptionFilter {
  private readonly log = new Logger(HttpErrors.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, ...rest } = this.describe(error);
    // Whole seconds are all that HTTP has.
    if (error instanceof OverCapacity) response.setHeader('Retry-After', Math.ceil(error.retryAfterMs / 1000));
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, ...rest }));
  }

  private describe(error: unknown): { status: number; detail: string; errors?: unknown } {
    if (error instanceof RequestRefused) return { status: 400, detail: error.message, errors: error.violations };
    if (error instanceof OverCapacity) return { status: 503, detail: error.message };
    if (error instanceof HttpException) {
      const status = error.getStatus();
      // The body parser says only that the body is too large.
      return { status, detail: status === 413 ? TOO_LARGE : error.message };
    }
    this.log.error(error instanceof Error ? error.stack : error);
    return { status: 500, detail: 'the service log has it' };
  }
}
