import { type Client, Metadata, type MethodDefinition } from '@grpc/grpc-js';

export interface CallOptions {
  /** Milliseconds until the call fails with DEADLINE_EXCEEDED. */
  readonly deadlineMs: number;
  /** Waits for a connection until the deadline, instead of failing with UNAVAILABLE at once. */
  readonly waitForReady?: boolean;
}

/** Makes one unary call. Rejects with grpc-js's ServiceError when the answer is not OK. */
export function callUnary<Request, Response>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
  request: Request,
  { deadlineMs, waitForReady = false }: CallOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      new Metadata({ waitForReady }),
      { deadline: Date.now() + deadlineMs },
      (error, response) => {
        if (error === null) resolve(response!);
        else reject(error);
      },
    );
  });
}
