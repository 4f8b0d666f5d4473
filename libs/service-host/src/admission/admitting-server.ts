import {
  type handleUnaryCall,
  Metadata,
  Server,
  type ServerOptions,
  type ServerUnaryCall,
  status,
} from '@grpc/grpc-js';
import type { Admission } from './admission';

/** gRPC's server takes handlers of all four kinds of calls. */
type HandlerOf<Request, Response> = Parameters<typeof Server.prototype.register<Request, Response>>[1];

/** Trailer by which a server says when to ask again (gRPC proposal A6). */
const RETRY_PUSHBACK = 'grpc-retry-pushback-ms';

/**
 * A gRPC server whose calls pass an admission before anything of them is decoded, so that refusing costs little.
 * Health and reflection, which are not ours, pass by.
 */
export class AdmittingServer extends Server {
  constructor(
    options: ServerOptions,
    private readonly admission: Admission,
    private readonly packageName: string,
  ) {
    super(options);
  }

  override register<Request, Response>(
    name: string,
    handler: HandlerOf<Request, Response>,
    serialize: (response: Response) => Buffer,
    deserialize: (bytes: Buffer) => Request,
    type: string,
  ): boolean {
    if (!name.startsWith(`/${this.packageName}.`) || type !== 'unary')
      return super.register(name, handler, serialize, deserialize, type);
    const admitted = this.admitted(handler as handleUnaryCall<Request, Response>, deserialize);
    return super.register(name, admitted, serialize, (bytes) => bytes, type);
  }

  private admitted<Request, Response>(
    handler: handleUnaryCall<Request, Response>,
    deserialize: (bytes: Buffer) => Request,
  ): handleUnaryCall<Buffer, Response> {
    return (call, done) => {
      this.admission.enter(
        (leave) => {
          // Whoever gave up while waiting is not worked for.
          if (call.cancelled) {
            leave();
            return;
          }
          let request: Request;
          try {
            request = deserialize(call.request);
          } catch (error) {
            leave();
            done({ code: status.INTERNAL, details: `Error deserializing request: ${(error as Error).message}` });
            return;
          }
          const decoded = call as unknown as ServerUnaryCall<Request, Response>;
          decoded.request = request;
          // Also for a caller who has given up: until it ends, the work takes its share of the service.
          handler(decoded, (...answer) => {
            leave();
            done(...answer);
          });
        },
        ({ message, retryAfterMs }) => {
          const metadata = new Metadata();
          metadata.set(RETRY_PUSHBACK, String(retryAfterMs));
          done({ code: status.RESOURCE_EXHAUSTED, details: message, metadata });
        },
      );
    };
  }
}
