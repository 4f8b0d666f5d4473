import { status } from '@grpc/grpc-js';
import { Catch, Logger, type RpcExceptionFilter } from '@nestjs/common';
import { invalidArgument, statusWith } from '@tiebreak/protocol/grpc';
import { type Observable, throwError } from 'rxjs';
import { CallerGone, DeadlineExceeded, HopFailed, LoggedFault, Unavailable } from './call-failures';
import { PreconditionFailed } from './precondition-failed';
import { RequestRefused } from './request-refused';

/** Turns what a handler throws into a gRPC status: what the caller can do something about says why, everything else stays inside. */
@Catch()
export class GrpcErrors implements RpcExceptionFilter {
  private readonly log = new Logger(GrpcErrors.name);

  catch(error: unknown): Observable<never> {
    const answer = this.describe(error);
    return throwError(() => answer);
  }

  private describe(error: unknown): { code: status; message: string } {
    if (error instanceof RequestRefused) return invalidArgument(error.violations);
    if (error instanceof PreconditionFailed) return { code: status.FAILED_PRECONDITION, message: error.message };
    if (error instanceof Unavailable) return { code: status.UNAVAILABLE, message: error.message };
    if (error instanceof DeadlineExceeded) return { code: status.DEADLINE_EXCEEDED, message: error.message };
    if (error instanceof HopFailed) return hopFailure(error);
    if (error instanceof CallerGone) return { code: status.CANCELLED, message: error.message };
    const fault = error instanceof LoggedFault ? error : new LoggedFault();
    if (fault !== error) this.log.error(error instanceof Error ? error.stack : error);
    return { code: status.INTERNAL, message: fault.message };
  }
}

function hopFailure({ late, message, told }: HopFailed): { code: status; message: string } {
  const code = late ? status.DEADLINE_EXCEEDED : status.UNAVAILABLE;
  return told === undefined ? { code, message } : statusWith(code, message, told.detail);
}
