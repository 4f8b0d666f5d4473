import type { ChannelCredentials } from '@grpc/grpc-js';
import type { DomainAnswer, DomainReranker } from '@tiebreak/aggregation';
import { fromRerankResponse, toRerankRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import { traced } from '@tiebreak/telemetry';
import { ServiceCaller } from './service-caller';

/** A domain's re-ranker in another process. */
export interface GrpcReranker extends DomainReranker {
  /** Whether the domain is left alone for now, because it failed several times in a row. */
  readonly leftAlone: boolean;
  /** Ends the connection; calls in flight become unavailable. */
  close(): void;
}

export interface GrpcRerankerOptions {
  /** A gRPC target; replicas behind one name are used in turn. */
  readonly address: string;
  /** A domain that does not answer within this many milliseconds is at fault; with less, the caller was in a hurry. */
  readonly patienceMs: number;
  /** Without encryption when left out. */
  readonly credentials?: ChannelCredentials;
  /** Told of each call that is made a second time because the first is slow. */
  readonly hedged?: () => void;
}

const SERVICE = wire.RerankerServiceDefinition;
const { rerank } = toGrpcService(SERVICE);

/** Connects to a domain's re-ranker. The connection is made at once, and again when lost. */
export function grpcReranker({ hedged, ...options }: GrpcRerankerOptions): GrpcReranker {
  const caller = new ServiceCaller({ ...options, service: SERVICE.fullName, hedged: true, onHedge: hedged });

  const ask = async (...[request, deadlineMs]: Parameters<DomainReranker['rerank']>): Promise<DomainAnswer> => {
    const called = await caller.call(rerank, toRerankRequestMessage(request), { deadlineMs });
    switch (called.status) {
      case 'answered':
        return fromRerankResponse(called.answer, request.hypotheses);
      case 'refused':
        // The request was checked before it was passed on: that another refuses it is no fault of the caller's.
        return { status: 'unavailable', error: 'the service refused with INVALID_ARGUMENT' };
      case 'deadlineExceeded':
      case 'unavailable':
        return { status: called.status, error: called.error };
    }
  };

  return {
    get leftAlone() {
      return caller.leftAlone;
    },
    rerank: (request, deadlineMs) =>
      traced('tiebreak.v1.RerankerService/Rerank', 'client', undefined, async (say) => {
        const answer = await ask(request, deadlineMs);
        say({
          'tiebreak.status': answer.status,
          ...(answer.status === 'ranked' ? {} : { 'tiebreak.error': answer.error }),
        });
        return answer;
      }),
    close: () => {
      caller.close();
    },
  };
}
