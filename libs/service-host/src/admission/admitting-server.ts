import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { Server, type ServerOptions, status } from '@grpc/grpc-js';
import type { Admission, OverCapacity } from './admission';

/** Trailer by which a server says when to ask again (gRPC proposal A6). */
const RETRY_PUSHBACK = 'grpc-retry-pushback-ms';

/** A call that does not go on sending its request, or taking its answer, for so long is cut: it would keep its place from others. */
const LONGEST_SILENCE_MS = 5_000;

/** Where grpc-js begins each call, when channelz is off. It has no public place before that. */
interface CallsBegin {
  _streamHandler: (interceptors: unknown, stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
}

/**
 * A gRPC server whose calls pass an admission as soon as their headers are there: what is refused costs neither gRPC nor
 * Protobuf anything, so that refusing many leaves time for the others. Health and reflection, which are not ours, pass by.
 */
export class AdmittingServer extends Server {
  constructor(
    options: ServerOptions,
    admission: Admission,
    packageName: string,
    longestSilenceMs = LONGEST_SILENCE_MS,
  ) {
    super({ ...options, 'grpc.enable_channelz': 0 });
    const server = this as unknown as CallsBegin;
    const begin = server._streamHandler.bind(this);
    const ours = `/${packageName}.`;
    server._streamHandler = (interceptors, stream, headers) => {
      if (!headers[':path']!.startsWith(ours)) {
        begin(interceptors, stream, headers);
        return;
      }
      // Whoever breaks off concerns nobody else; grpc-js listens from its beginning on.
      stream.once('error', () => undefined);
      admission.enter(
        (leave) => {
          // Whoever gave up while waiting is not worked for.
          if (stream.destroyed) {
            leave();
            return;
          }
          stream.once('close', leave);
          stream.setTimeout(longestSilenceMs, () => {
            // While the handler works there is nothing to send; how long that may take, deadlines say.
            const isWorkedOn = stream.readableEnded && !stream.headersSent;
            if (!isWorkedOn) stream.close(constants.NGHTTP2_CANCEL);
          });
          begin(interceptors, stream, headers);
        },
        (error) => {
          refuse(stream, error);
        },
      );
    };
  }
}

/** Answers with trailers alone, and reads what still comes, so that the stream can close. */
function refuse(stream: ServerHttp2Stream, { message, retryAfterMs }: OverCapacity): void {
  if (stream.destroyed) return;
  const headers = {
    ':status': 200,
    'content-type': 'application/grpc+proto',
    'grpc-status': status.RESOURCE_EXHAUSTED,
    'grpc-message': encodeURI(message),
    [RETRY_PUSHBACK]: retryAfterMs,
  };
  stream.respond(headers, { endStream: true });
  stream.resume();
}
