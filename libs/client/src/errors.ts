import { describeViolation, type Violation } from '@tiebreak/interpretation';

export type { Violation };

/** What a call can fail with. `code` is gRPC's name of the status, and `cause` what the transport said. */
export class TiebreakError extends Error {
  override readonly name: string = 'TiebreakError';

  constructor(
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** The request breaks the contract. The same request will always be refused. */
export class InvalidRequestError extends TiebreakError {
  override readonly name = 'InvalidRequestError';

  /** @param violations each field that is wrong, what was expected there and what came; the first ones when they are many */
  constructor(
    message: string,
    readonly violations: readonly Violation[],
    cause?: unknown,
  ) {
    super('INVALID_ARGUMENT', message, cause);
  }

  static of(violations: readonly Violation[]): InvalidRequestError {
    return new InvalidRequestError(violations.map(describeViolation).join('; '), violations);
  }
}

/** No answer came in time. */
export class DeadlineExceededError extends TiebreakError {
  override readonly name = 'DeadlineExceededError';

  /** @param deadlineMs how long it was waited for, in milliseconds */
  constructor(
    readonly deadlineMs: number,
    cause?: unknown,
  ) {
    super('DEADLINE_EXCEEDED', `no answer within ${Math.round(deadlineMs)} ms`, cause);
  }
}

/** The aggregator has more to do than it can. Retries that its hint allowed have been made. */
export class OverloadedError extends TiebreakError {
  override readonly name = 'OverloadedError';

  /** @param retryAfterMs when it wants the call again, in milliseconds from now; undefined when it did not say */
  constructor(
    message: string,
    readonly retryAfterMs: number | undefined,
    cause?: unknown,
  ) {
    super('RESOURCE_EXHAUSTED', message, cause);
  }
}

/** No aggregator can be reached. Retries have been made; another one later may succeed. */
export class UnavailableError extends TiebreakError {
  override readonly name = 'UnavailableError';

  constructor(message: string, cause?: unknown) {
    super('UNAVAILABLE', message, cause);
  }
}

/** The aggregator wants to know who calls: a client certificate is missing, or not one that it trusts. */
export class UnauthenticatedError extends TiebreakError {
  override readonly name = 'UnauthenticatedError';

  constructor(message: string, cause?: unknown) {
    super('UNAUTHENTICATED', message, cause);
  }
}

/** The aggregator knows who calls and does not serve them. */
export class PermissionDeniedError extends TiebreakError {
  override readonly name = 'PermissionDeniedError';

  constructor(message: string, cause?: unknown) {
    super('PERMISSION_DENIED', message, cause);
  }
}

/** The caller's signal ended the call; `cause` is the signal's reason. */
export class CancelledError extends TiebreakError {
  override readonly name = 'CancelledError';

  constructor(message: string, cause?: unknown) {
    super('CANCELLED', message, cause);
  }
}
