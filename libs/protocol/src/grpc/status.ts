import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { describeViolation, type Violation } from '@tiebreak/interpretation';
import { BadRequest, RetryInfo } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc-error-details/lib/proto/google/rpc/status.js';

/** Trailer in which gRPC carries a google.rpc.Status with its details. */
const STATUS_DETAILS = 'grpc-status-details-bin';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';
/** Trailer by which a gRPC server says when a call may come again, in milliseconds (gRFC A6). */
const PUSHBACK = 'grpc-retry-pushback-ms';

/**
 * Bytes of violations that a status names. The trailers hold them three times, in base64 or percent-encoded, and many
 * clients refuse more than 8 KiB of trailers; Node's own server hangs the call beyond 64 KiB.
 */
const MOST_BYTES = 1_400;

/** INVALID_ARGUMENT that names the fields that are wrong, as google.rpc.BadRequest; not all of them when they are many. */
export function invalidArgument(all: readonly Violation[]): StatusObject & { message: string } {
  const violations = all.slice(0, Math.max(1, countThatFit(all, MOST_BYTES)));
  const left = all.length - violations.length;
  const message = [...violations.map(describeViolation), ...(left === 0 ? [] : [`and ${left} more`])].join('; ');
  const badRequest = BadRequest.fromPartial({
    fieldViolations: violations.map(({ field, expected, actual }) => ({
      field,
      description: `expected ${expected}, got ${actual}`,
    })),
  });
  return statusWith(status.INVALID_ARGUMENT, message, {
    typeUrl: BAD_REQUEST,
    value: BadRequest.encode(badRequest).finish(),
  });
}

/** A message by its type's URL, as google.protobuf.Any has it. */
export interface StatusDetail {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** A status that carries a message for programs beside the one for people. */
export function statusWith(code: status, message: string, detail: StatusDetail): StatusObject & { message: string } {
  const metadata = new Metadata();
  const whole = Status.fromPartial({ code, message, details: [detail] });
  metadata.set(STATUS_DETAILS, Buffer.from(Status.encode(whole).finish()));
  return { code, details: message, message, metadata };
}

function countThatFit(violations: readonly Violation[], bytes: number): number {
  let used = 0;
  const first = violations.findIndex((violation) => (used += Buffer.byteLength(describeViolation(violation))) > bytes);
  return first === -1 ? violations.length : first;
}

/** The field violations that a refused call carries; empty when it carries none. */
export function fieldViolations(metadata: Metadata): { field: string; description: string }[] {
  return detailsOf(metadata, BAD_REQUEST).flatMap((value) =>
    BadRequest.decode(value).fieldViolations.map(({ field, description }) => ({ field, description })),
  );
}

/** The violations that `invalidArgument` was given; what another server describes in its own words is all `expected`. */
export function violationsOf(metadata: Metadata): Violation[] {
  return fieldViolations(metadata).map(({ field, description }) => {
    const [, expected = description, actual = ''] = /^expected (.*?), got (.*)$/s.exec(description) ?? [];
    return { field, expected, actual };
  });
}

/**
 * After how many milliseconds a server that refused a call wants it again: by the pushback of gRPC's own retries, or else
 * by google.rpc.RetryInfo.
 * @returns undefined when it does not say; Infinity for a pushback that is negative or no number, which says never
 */
export function retryDelayMs(metadata: Metadata): number | undefined {
  const [pushback] = metadata.get(PUSHBACK);
  if (pushback !== undefined) return /^\d+$/.test(String(pushback)) ? Number(pushback) : Infinity;
  for (const value of detailsOf(metadata, RETRY_INFO)) {
    const { retryDelay } = RetryInfo.decode(value);
    if (retryDelay !== undefined) return Math.max(0, retryDelay.seconds * 1000 + retryDelay.nanos / 1e6);
  }
  return undefined;
}

/** The details of one type that a refused call carries; none when they cannot be read, since the status itself counts. */
export function detailsOf(metadata: Metadata, type: string): Uint8Array[] {
  try {
    return metadata
      .get(STATUS_DETAILS)
      .flatMap((bytes) => Status.decode(bytes as Buffer).details)
      .flatMap(({ typeUrl, value }) => (typeUrl === type ? [value] : []));
  } catch {
    return [];
  }
}
