import { status } from '@grpc/grpc-js';
import { Catch, Logger, type RpcExceptionFilter } from '@nestjs/common';
import { invalidArgument } from '@tiebreak/protocol/grpc';
import { type Observable, throwError } from 'rxjs';
import { PreconditionFailed } from './precondition-failed';
import { RequestRefused } from './request-refused';

/** Turns what a handler throws into a gRPC status: refused requests and preconditions say why,
 * everything else stays inside. */
@Catch()
export class GrpcErrors implements RpcExceptionFilter {
  private readonly log = new Logger(GrpcErrors.name);

  catch(error: unknown): Observable<never> {
    if (error instanceof RequestRefused) return throwError(() => invalidArgument(error.violations));
    if (error instanceof PreconditionFailed)
      return throwError(() => ({ code: status.FAILED_PRECONDITION, message: error.message }));
    this.log.error(error instanceof Error ? error.stack : error);
    return throwError(() => ({ code: status.INTERNAL, message: 'internal error; the service log has it' }));
  }
}
