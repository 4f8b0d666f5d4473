import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type MethodDefinition } from '@grpc/grpc-js';
import { callUnary, LARGEST_MESSAGE_BYTES, replicatedChannel, withRepeatedLookup } from '@tiebreak/protocol/grpc';
import { describeFailure, retryHintMs } from './describe-failure';
import { CancelledError, InvalidRequestError, type TiebreakError, UnavailableError } from './errors';
import { checkDeadline, checkRetries, type ClientOptions, credentialsOf, targetOf } from './options';
import { Retries } from './retries';

export interface CallOptions {
  /** Milliseconds for this call, retries included; the client's own when left out. */
  readonly deadlineMs?: number | undefined;
  /** Metadata sent along, such as `traceparent`, by which the service continues your trace (W3C Trace Context). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Ends the call, also on the service's side. */
  readonly signal?: AbortSignal | undefined;
}

/** A method that may be called twice without harm, and what its answer comes to. */
export interface Method<Request, Response, Answer> {
  readonly grpc: MethodDefinition<Request, Response>;
  /** What a call has when neither it nor the client says so. */
  readonly deadlineMs: number;
  /** @throws Error when the answer lacks what every service gives */
  read(response: Response): Answer;
}

/** Connections to the replicas of one service. */
export interface Connection {
  /** @param toMessage makes the message, or throws InvalidRequestError @throws TiebreakError */
  call<Request, Response, Answer>(
    method: Method<Request, Response, Answer>,
    toMessage: () => Request,
    options?: CallOptions,
  ): Promise<Answer>;
  /** Ends the connections when the calls in flight have ended. */
  close(): void;
}

const RETRIES = 2;

/**
 * Connects at once, and again whenever a connection is lost.
 * @throws TypeError that names the option, what was expected and what came
 */
export function connect(options: ClientOptions): Connection {
  const retries = new Retries(checkRetries(options.retries ?? RETRIES), Math.random);
  if (options.deadlineMs !== undefined) checkDeadline(options.deadlineMs);
  const { serverName } = options.tls ?? {};
  const grpc = new Client(withRepeatedLookup(targetOf(options)), credentialsOf(options.tls), {
    ...replicatedChannel(),
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  });
  grpc.getChannel().getConnectivityState(true);
  let closed = false;

  async function send<Response, Answer>(
    method: Pick<MethodDefinition<Buffer, Response>, 'path' | 'requestSerialize' | 'responseDeserialize'>,
    bytes: Buffer,
    read: (response: Response) => Answer,
    { deadlineMs, headers, signal }: CallOptions & { readonly deadlineMs: number },
  ): Promise<Answer> {
    const end = performance.now() + deadlineMs;
    for (let made = 0; ; made++) {
      try {
        if (closed) throw new UnavailableError('the client is closed');
        const remaining = { deadlineMs: end - performance.now(), headers, ...(signal && { signal }) };
        const answer = read(await callUnary(grpc, method, bytes, remaining));
        retries.succeeded();
        return answer;
      } catch (error) {
        const failure = describeFailure(error, deadlineMs);
        const wait = retries.waitAfter(failure, retryHintMs(error), made, end - performance.now());
        if (wait === undefined || closed) throw failure;
        await sleep(wait, undefined, { signal });
      }
    }
  }

  return {
    call: async (method, toMessage, { deadlineMs = options.deadlineMs ?? method.deadlineMs, headers, signal } = {}) => {
      checkDeadline(deadlineMs);
      const bytes = method.grpc.requestSerialize(toMessage());
      if (bytes.length > LARGEST_MESSAGE_BYTES) throw tooLarge(bytes.length);
      // A request is encoded once, however often it is sent.
      const encoded = { ...method.grpc, requestSerialize: (sent: Buffer) => sent };
      try {
        signal?.throwIfAborted();
        return await send(encoded, bytes, (response) => method.read(response), { deadlineMs, headers, signal });
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
