import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { RequestRefused } from '@tiebreak/service-host';
import type { Response } from 'express';

/** Turns every error of an HTTP request into problem+json (RFC 9457); a refused request lists its fields under `errors`. */
@Catch()
export class HttpErrors implements ExceptionFilter {
  private readonly log = new Logger(HttpErrors.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, title, ...rest } = this.describe(error);
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title, status, ...rest }));
  }

  private describe(error: unknown): { status: number; title: string; detail: string; errors?: unknown } {
    if (error instanceof RequestRefused) {
      return { status: 400, title: 'Bad Request', detail: error.message, errors: error.violations };
    }
    if (error instanceof HttpException) {
      return { status: error.getStatus(), title: error.name.replace(/Exception$/, ''), detail: error.message };
    }
    if (isBodyTooLarge(error)) {
      return {
        status: 413,
        title: 'Content Too Large',
        detail: `expected a body of at most ${error.limit} bytes, got ${error.length}`,
      };
    }
    this.log.error(error instanceof Error ? error.stack : error);
    return { status: 500, title: 'Internal Server Error', detail: 'the service log has it' };
  }
}

/** What the body parser throws for a body over its limit. */
function isBodyTooLarge(error: unknown): error is { type: string; limit: number; length: number } {
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
}
