import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { describeViolation, type Violation } from '@tiebreak/interpretation';
import { BadRequest } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc-error-details/lib/proto/google/rpc/status.js';

/** Trailer in which gRPC carries a google.rpc.Status with its details. */
const STATUS_DETAILS = 'grpc-status-details-bin';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';

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
  const details = {
    code: status.INVALID_ARGUMENT,
    message,
    details: [{ typeUrl: BAD_REQUEST, value: BadRequest.encode(badRequest).finish() }],
  };
  const metadata = new Metadata();
  metadata.set(STATUS_DETAILS, Buffer.from(Status.encode(Status.fromPartial(details)).finish()));
  return { code: status.INVALID_ARGUMENT, details: message, message, metadata };
}

function countThatFit(violations: readonly Violation[], bytes: number): number {
  let used = 0;
  const first = violations.findIndex((violation) => (used += Buffer.byteLength(describeViolation(violation))) > bytes);
  return first === -1 ? violations.length : first;
}

/** The field violations that a refused call carries; empty when it carries none. */
export function fieldViolations(metadata: Metadata): { field: string; description: string }[] {
  return metadata
    .get(STATUS_DETAILS)
    .flatMap((bytes) =>
      Status.decode(bytes as Buffer).details.flatMap(({ typeUrl, value }) =>
        typeUrl === BAD_REQUEST
          ? BadRequest.decode(value).fieldViolations.map(({ field, description }) => ({ field, description }))
          : [],
      ),
    );
}
