import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { describeViolation, type Violation } from '@tiebreak/interpretation';
import { BadRequest } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc-error-details/lib/proto/google/rpc/status';

/** Trailer in which gRPC carries a google.rpc.Status with its details. */
const STATUS_DETAILS = 'grpc-status-details-bin';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';

/** INVALID_ARGUMENT that names every field that is wrong, as google.rpc.BadRequest. */
export function invalidArgument(violations: readonly Violation[]): StatusObject & { message: string } {
  const message = violations.map(describeViolation).join('; ');
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
