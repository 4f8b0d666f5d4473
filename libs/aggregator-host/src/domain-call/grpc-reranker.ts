import { type ChannelCredentials, Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import type { DomainAnswer, DomainReranker } from '@tiebreak/aggregation';
import { fromRerankResponse, toRerankRequestMessage, wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService, withRepeatedLookup } from '@tiebreak/protocol/grpc';
import { traced, traceHeaders } from '@tiebreak/telemetry';
import { BrokenCircuitError } from 'cockatiel';
import { Breaker } from './breaker';
import { CHANNEL_OPTIONS, mayHaveReplicas } from './channel-options';
import { Hedge } from './hedge';

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

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);

/** Connects to a domain's re-ranker. The connection is made at once, and again when lost. */
export function grpcReranker(options: GrpcRerankerOptions): GrpcReranker {
  const { address, patienceMs, hedged } = options;
  const client = new Client(
    withRepeatedLookup(address),
    options.credentials ?? credentials.createInsecure(),
    CHANNEL_OPTIONS,
  );
  client.getChannel().getConnectivityState(true);
  const hedge = mayHaveReplicas(address) ? new Hedge(() => performance.now(), hedged) : undefined;
  const breaker = new Breaker((error) => error instanceof CallFailed && error.isFault(patienceMs));

  const ask: DomainReranker['rerank'] = async (request, deadlineMs) => {
    const message = toRerankRequestMessage(request);
    const headers = traceHeaders();
    const call = async (signal?: AbortSignal): Promise<DomainAnswer> => {
      const options = { deadlineMs, headers, ...(signal && { signal }) };
      const response = await callUnary(client, rerank, message, options).catch((error: unknown) => {
        throw new CallFailed((error as ServiceError).code, deadlineMs);
      });
      return fromRerankResponse(response, request.hypotheses);
    };
    try {
      return await breaker.run(() => (hedge === undefined ? call() : hedge.run(call, deadlineMs)));
    } catch (error) {
      if (error instanceof CallFailed) return error.answer();
      if (error instanceof BrokenCircuitError)
        return { status: 'unavailable', error: 'the service failed several times in a row and is left alone for now' };
      throw error;
    }
  };

  return {
    get leftAlone() {
      return breaker.open;
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
      client.close();
    },
  };
}

/** A call that was not answered. */
class CallFailed extends Error {
  constructor(
    private readonly code: status,
    private readonly deadlineMs: number,
  ) {
    super(status[code]);
  }

  /** Whether the domain is to blame, and more calls would do no better. A service over capacity answers others. */
  isFault(patienceMs: number): boolean {
    if (this.code === status.DEADLINE_EXCEEDED) return this.deadlineMs >= patienceMs;
    return this.code !== status.RESOURCE_EXHAUSTED && this.code !== status.INVALID_ARGUMENT;
  }

  /** What the caller may know of it: its kind, but no address and no internals. */
  answer(): DomainAnswer {
    const { code } = this;
    if (code === status.DEADLINE_EXCEEDED)
      return { status: 'deadlineExceeded', error: `no answer within ${Math.round(this.deadlineMs)} ms` };
    if (code === status.UNAVAILABLE || code === status.CANCELLED)
      return { status: 'unavailable', error: 'the service cannot be reached' };
    if (code === status.RESOURCE_EXHAUSTED) return { status: 'unavailable', error: 'the service is over capacity' };
    return { status: 'unavailable', error: `the service refused with ${status[code]}` };
  }
}
