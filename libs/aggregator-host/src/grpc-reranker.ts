import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import type { DomainAnswer, DomainReranker } from '@tiebreak/aggregation';
import { fromRerankResponse, toRerankRequestMessage, wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';

/** A domain's re-ranker in another process. */
export interface GrpcReranker extends DomainReranker {
  /** Ends the connection; calls in flight become unavailable. */
  close(): void;
}

/** gRPC waits a second and more between attempts by default, but a restarted domain should serve again within two. */
const CHANNEL_OPTIONS = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
} as const;

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);

/** Connects to a domain's re-ranker; replicas behind one name are used in turn. The connection is made at once, and again when lost. */
export function grpcReranker(address: string): GrpcReranker {
  const client = new Client(address, credentials.createInsecure(), CHANNEL_OPTIONS);
  client.getChannel().getConnectivityState(true);
  return {
    rerank: (request, deadlineMs) =>
      callUnary(client, rerank, toRerankRequestMessage(request), { deadlineMs }).then(
        (response) => fromRerankResponse(response, request.hypotheses),
        (error: unknown) => describeFailure(error as ServiceError, deadlineMs),
      ),
    close: () => {
      client.close();
    },
  };
}

/** What the caller may know of a failure: its kind, but no address and no internals. */
function describeFailure({ code }: ServiceError, deadlineMs: number): DomainAnswer {
  if (code === status.DEADLINE_EXCEEDED)
    return { status: 'deadlineExceeded', error: `no answer within ${Math.round(deadlineMs)} ms` };
  if (code === status.UNAVAILABLE || code === status.CANCELLED)
    return { status: 'unavailable', error: 'the service cannot be reached' };
  if (code === status.RESOURCE_EXHAUSTED) return { status: 'unavailable', error: 'the service is over capacity' };
  return { status: 'unavailable', error: `the service refused with ${status[code]}` };
}
