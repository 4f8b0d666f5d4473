import { type ServiceError, status } from '@grpc/grpc-js';
import { retryDelayMs, violationsOf } from '@tiebreak/protocol/grpc';
import {
  CancelledError,
  DeadlineExceededError,
  InvalidRequestError,
  OverloadedError,
  PermissionDeniedError,
  TiebreakError,
  UnauthenticatedError,
  UnavailableError,
} from './errors';

/**
 * What a failed call means to its caller.
 * @param error grpc-js's ServiceError, or what else was thrown on the way
 * @param deadlineMs what the whole call was given
 */
export function describeFailure(error: unknown, deadlineMs: number): TiebreakError {
  if (error instanceof TiebreakError) return error;
  if (!isServiceError(error)) return new TiebreakError('INTERNAL', (error as Error).message, error);
  const { code, details, metadata } = error;
  switch (code) {
    case status.INVALID_ARGUMENT:
      return new InvalidRequestError(details, violationsOf(metadata), error);
    case status.DEADLINE_EXCEEDED:
      return new DeadlineExceededError(deadlineMs, error);
    case status.RESOURCE_EXHAUSTED:
      return new OverloadedError(details, finite(retryHintMs(error)), error);
    case status.UNAVAILABLE:
      return new UnavailableError(details, error);
    case status.UNAUTHENTICATED:
      return new UnauthenticatedError(details, error);
    case status.PERMISSION_DENIED:
      return new PermissionDeniedError(details, error);
    case status.CANCELLED:
      return new CancelledError(details, error);
    case status.OK:
    case status.UNKNOWN:
    case status.NOT_FOUND:
    case status.ALREADY_EXISTS:
    case status.FAILED_PRECONDITION:
    case status.ABORTED:
    case status.OUT_OF_RANGE:
    case status.UNIMPLEMENTED:
    case status.INTERNAL:
    case status.DATA_LOSS:
      return new TiebreakError(status[code], details, error);
  }
}

/** After how many milliseconds the other side wants the call again; Infinity: never; undefined: it does not say. */
export function retryHintMs(error: unknown): number | undefined {
  return isServiceError(error) ? retryDelayMs(error.metadata) : undefined;
}

function finite(ms: number | undefined): number | undefined {
  return ms === Infinity ? undefined : ms;
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && typeof error.code === 'number';
}
