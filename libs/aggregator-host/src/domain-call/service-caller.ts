import {
  type ChannelCredentials,
  Client,
  credentials,
  type MethodDefinition,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { HopAnswer, HopFailure } from '@tiebreak/aggregation';
import { describeViolation } from '@tiebreak/interpretation';
import { callUnary, violationsOf, withRepeatedLookup } from '@tiebreak/protocol/grpc';
import { traceHeaders } from '@tiebreak/telemetry';
import { BrokenCircuitError } from 'cockatiel';
import { Breaker } from './breaker';
import { channelOptions, mayHaveReplicas } from './channel-options';
import { Hedge } from './hedge';

export interface ServiceCallerOptions {
  /** A gRPC target; replicas behind one name are used in turn. */
  readonly address: string;
  /** Full name of the service whose methods are called. */
  readonly service: string;
  /** A service that does not answer within this many milliseconds is at fault; with less, the caller was in a hurry. */
  readonly patienceMs: number;
  /** Without encryption when left out. */
  readonly credentials?: ChannelCredentials | undefined;
  /** Whether a slow call is made a second time, to another replica; `onHedge` is told of each. */
  readonly hedged: boolean;
  readonly onHedge?: (() => void) | undefined;
}

export interface CallLimits {
  readonly deadlineMs: number;
  /** Ends the call when it is raised. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls another service, over one channel to all its replicas. A call that fails is an answer: every caller has something
 * left to do without. The connection is made at once, and again when lost.
 */
export class ServiceCaller {
  private readonly client: Client;
  private readonly breaker: Breaker;
  private readonly hedge: Hedge | undefined;

  constructor({ address, service, patienceMs, credentials: given, hedged, onHedge }: ServiceCallerOptions) {
    this.client = new Client(
      withRepeatedLookup(address),
      given ?? credentials.createInsecure(),
      channelOptions(service),
    );
    this.client.getChannel().getConnectivityState(true);
    this.hedge = hedged && mayHaveReplicas(address) ? new Hedge(() => performance.now(), onHedge) : undefined;
    this.breaker = new Breaker((error) => error instanceof CallFailed && error.isFault(patienceMs));
  }

  /** Whether the service is left alone for now, because it failed several times in a row. */
  get leftAlone(): boolean {
    return this.breaker.open;
  }

  /** Makes a call; settles within its deadline. */
  async call<Request, Response>(
    method: MethodDefinition<Request, Response>,
    message: Request,
    { deadlineMs, signal }: CallLimits,
  ): Promise<HopAnswer<Response>> {
    const headers = traceHeaders();
    const call = (ends: AbortSignal | undefined): Promise<Response> =>
      callUnary(this.client, method, message, { deadlineMs, headers, ...(ends && { signal: ends }) }).catch(
        (error: unknown) => {
          throw new CallFailed(error as ServiceError, deadlineMs, signal?.aborted === true);
        },
      );
    const { hedge } = this;
    try {
      const answer = await this.breaker.run(() =>
        hedge === undefined ? call(signal) : hedge.run((ends) => call(either(ends, signal)), deadlineMs),
      );
      return { status: 'answered', answer };
    } catch (error) {
      if (error instanceof CallFailed) return error.answer();
      if (error instanceof BrokenCircuitError)
        return { status: 'unavailable', error: 'the service failed several times in a row and is left alone for now' };
      throw error;
    }
  }

  /** Ends the connection; calls in flight become unavailable. */
  close(): void {
    this.client.close();
  }
}

function either(a: AbortSignal, b: AbortSignal | undefined): AbortSignal {
  return b === undefined ? a : AbortSignal.any([a, b]);
}

/** A call that was not answered. */
class CallFailed extends Error {
  private readonly code: status;

  constructor(
    private readonly failure: ServiceError,
    private readonly deadlineMs: number,
    /** Whether we ended it ourselves. */
    private readonly ended: boolean,
  ) {
    super(status[failure.code]);
    this.code = failure.code;
  }

  /** Whether the service is to blame, and more calls would do no better. A service over capacity answers others. */
  isFault(patienceMs: number): boolean {
    if (this.ended) return false;
    if (this.code === status.DEADLINE_EXCEEDED) return this.deadlineMs >= patienceMs;
    return this.code !== status.RESOURCE_EXHAUSTED && this.code !== status.INVALID_ARGUMENT;
  }

  /** What the caller may know of it: its kind, but no address and no internals. */
  answer(): HopFailure {
    const { code } = this;
    if (code === status.DEADLINE_EXCEEDED)
      return { status: 'deadlineExceeded', error: `no answer within ${Math.round(this.deadlineMs)} ms` };
    if (code === status.UNAVAILABLE || code === status.CANCELLED)
      return { status: 'unavailable', error: 'the service cannot be reached' };
    if (code === status.RESOURCE_EXHAUSTED) return { status: 'unavailable', error: 'the service is over capacity' };
    const error = `the service refused with ${status[code]}`;
    if (code !== status.INVALID_ARGUMENT) return { status: 'unavailable', error };
    const violations = violationsOf(this.failure.metadata);
    const [first] = violations;
    return {
      ...{ status: 'refused', violations },
      error: first === undefined ? error : `the service refused ${describeViolation(first)}`,
    };
  }
}
