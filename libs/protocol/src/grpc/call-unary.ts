import { type Client, Metadata, type MethodDefinition } from '@grpc/grpc-js';

export interface CallOptions {
  /** Milliseconds until the call fails with DEADLINE_EXCEEDED. */
  readonly deadlineMs: number;
  /** Waits for a connection until the deadline, instead of failing with UNAVAILABLE at once. */
  readonly waitForReady?: boolean;
  /** Sent along with the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Ends the call with CANCELLED when it is raised. */
  readonly signal?: AbortSignal;
}

/** What a caller needs to know of a method. */
type CallableMethod<Request, Response> = Pick<
  MethodDefinition<Request, Response>,
  'path' | 'requestSerialize' | 'responseDeserialize'
>;

/** Makes one unary call. Rejects with grpc-js's ServiceError when the answer is not OK. */
export function callUnary<Request, Response>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: CallableMethod<Request, Response>,
  request: Request,
  { deadlineMs, waitForReady = false, headers, signal }: CallOptions,
): Promise<Response> {
  const metadata = new Metadata({ waitForReady });
  for (const [name, value] of Object.entries(headers ?? {})) metadata.set(name, value);
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      call.cancel();
    };
    const call = client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      metadata,
      { deadline: Date.now() + deadlineMs },
      (error, response) => {
        signal?.removeEventListener('abort', cancel);
        if (error === null) resolve(response!);
        else reject(error);
      },
    );
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}
