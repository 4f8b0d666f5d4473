import type { StatusDetail } from '@tiebreak/protocol/grpc';

/** The service cannot answer now and may later; nothing was done, or asking again does no harm. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  constructor() {
    super('the service cannot answer now; ask again a little later');
  }
}

/** There was no answer in the time that there was for it. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  /** @param ms that time, in milliseconds */
  constructor(ms: number) {
    super(`no answer within ${Math.round(ms)} ms`);
  }
}

/** Nobody waits for the answer any more. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
  constructor() {
    super('the caller does not wait any more');
  }
}

/** A fault of ours that stands in the log already. */
export class LoggedFault extends Error {
  override readonly name = 'LoggedFault';
  constructor() {
    super('internal error; the service log has it');
  }
}

/** Another service was needed for the answer and gave none. */
export class HopFailed extends Error {
  override readonly name = 'HopFailed';
  /**
   * @param late whether there was no answer in time; else there was none to be had
   * @param message which service, and why; safe to show
   * @param told to programs: members of the HTTP problem, and the same as a detail of the gRPC status
   */
  constructor(
    readonly late: boolean,
    message: string,
    readonly told?: { readonly members: Readonly<Record<string, unknown>>; readonly detail: StatusDetail },
  ) {
    super(message);
  }
}
