import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { traceOf } from './incoming';
import type { TraceHeaders, Transport } from '@tiebreak/telemetry';
import type { Response } from 'express';

/** A request on its way in, whichever transport it came by. */
export interface IncomingCall {
  readonly transport: Transport;
  /** Decoded protobuf or proto3 JSON. */
  readonly message: unknown;
  /** Reads the headers that carry its trace. */
  readonly headers: () => TraceHeaders;
  /** Milliseconds that are left of the caller's own deadline; Infinity without one. */
  readonly remainingMs: number;
  /** Raised when the caller no longer waits. */
  readonly gone: AbortSignal;
}

export function overGrpc(message: unknown, metadata: Metadata, call: ServerUnaryCall<unknown, unknown>): IncomingCall {
  const gone = new AbortController();
  call.on('cancelled', () => {
    gone.abort();
  });
  return {
    transport: 'grpc',
    message,
    headers: () => traceOf(metadata),
    // Without a deadline gRPC gives Infinity; a Date stands for one too.
    remainingMs: Number(call.getDeadline()) - Date.now(),
    gone: gone.signal,
  };
}

export function overHttp(message: unknown, headers: TraceHeaders, response: Response): IncomingCall {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return { transport: 'http', message, headers: () => headers, remainingMs: Infinity, gone: gone.signal };
}
