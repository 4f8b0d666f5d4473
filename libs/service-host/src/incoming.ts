import type { Metadata } from '@grpc/grpc-js';
import { TRACE_HEADERS, type TraceHeaders } from '@tiebreak/telemetry';

/** The headers of a gRPC call that carry its trace. */
export function traceOf(metadata: Metadata): TraceHeaders {
  return Object.fromEntries(
    TRACE_HEADERS.flatMap((name) => {
      const [value] = metadata.get(name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
