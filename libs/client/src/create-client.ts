import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@grpc/grpc-js';
import {
  callUnary,
  LARGEST_MESSAGE_BYTES,
  replicatedChannel,
  toGrpcService,
  withRepeatedLookup,
} from '@tiebreak/protocol/grpc';
import { AggregatorServiceDefinition } from '@tiebreak/protocol/wire';
import { describeFailure, retryHintMs } from './describe-failure';
import { CancelledError, InvalidRequestError, type TiebreakError, UnavailableError } from './errors';
import { fromMessage, type Resolution, type ResolveRequest, toMessage } from './messages';
import { checkDeadline, checkRetries, type ClientOptions, credentialsOf, targetOf } from './options';
import { Retries } from './retries';

export interface CallOptions {
  /** Milliseconds for this call, retries included; the client's own when left out. */
  readonly deadlineMs?: number | undefined;
  /** Metadata sent along, such as `traceparent`, by which the aggregator continues your trace (W3C Trace Context). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Ends the call, also on the aggregator's side. */
  readonly signal?: AbortSignal | undefined;
}

/** Connections to the aggregator's replicas. One is enough for a process: it carries many calls at a time. */
export interface TiebreakClient {
  /**
   * Asks which hypothesis is right and what to do.
   * @throws TiebreakError, as one of its subclasses where there is one; TypeError when an option is no good
   */
  resolve(request: ResolveRequest, options?: CallOptions): Promise<Resolution>;
  /** Ends the connections when the calls in flight have ended. Calls made later fail with UnavailableError. */
  close(): void;
}

const DEADLINE_MS = 500;
const RETRIES = 2;

const { resolve } = toGrpcService(AggregatorServiceDefinition);
/** A request is encoded once, however often it is sent. */
const RESOLVE = { ...resolve, requestSerialize: (bytes: Buffer) => bytes };

/**
 * Connects to the aggregator; at once, and again whenever a connection is lost.
 * @throws TypeError that names the option, what was expected and what came
 */
export function createClient(options: ClientOptions): TiebreakClient {
  const retries = new Retries(checkRetries(options.retries ?? RETRIES), Math.random);
  const usualDeadlineMs = checkDeadline(options.deadlineMs ?? DEADLINE_MS);
  const { serverName } = options.tls ?? {};
  const grpc = new Client(withRepeatedLookup(targetOf(options)), credentialsOf(options.tls), {
    ...replicatedChannel(),
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  });
  grpc.getChannel().getConnectivityState(true);
  let closed = false;

  async function call(
    bytes: Buffer,
    { deadlineMs, headers, signal }: CallOptions & { readonly deadlineMs: number },
  ): Promise<Resolution> {
    const end = performance.now() + deadlineMs;
    for (let made = 0; ; made++) {
      try {
        if (closed) throw new UnavailableError('the client is closed');
        const remaining = { deadlineMs: end - performance.now(), headers, ...(signal && { signal }) };
        const resolution = fromMessage(await callUnary(grpc, RESOLVE, bytes, remaining));
        retries.succeeded();
        return resolution;
      } catch (error) {
        const failure = describeFailure(error, deadlineMs);
        const wait = retries.waitAfter(failure, retryHintMs(error), made, end - performance.now());
        if (wait === undefined || closed) throw failure;
        await sleep(wait, undefined, { signal });
      }
    }
  }

  return {
    resolve: async (request, { deadlineMs = usualDeadlineMs, headers, signal } = {}) => {
      checkDeadline(deadlineMs);
      const bytes = resolve.requestSerialize(toMessage(request));
      if (bytes.length > LARGEST_MESSAGE_BYTES) throw tooLarge(bytes.length);
      try {
        signal?.throwIfAborted();
        return await call(bytes, { deadlineMs, headers, signal });
      } catch (error) {
        // Whatever an ended call fails with, it is because the caller ended it.
        if (signal?.aborted === true) throw new CancelledError('the caller ended the call', signal.reason);
        throw error;
      }
    },
    close: () => {
      closed = true;
      grpc.close();
    },
  };
}

function tooLarge(bytes: number): TiebreakError {
  return InvalidRequestError.of([
    { field: '', expected: `a message of at most ${LARGEST_MESSAGE_BYTES} bytes`, actual: `${bytes} bytes` },
  ]);
}
