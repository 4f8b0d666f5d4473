import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js';

/** The one method of a floor: bytes in, bytes out. */
export const BYTES_PATH = '/tiebreak.benchmark.Bytes/Call';

/** Bytes are not decoded, on neither side. */
export const asTheyAre = (bytes: Buffer): Buffer => bytes;

/** Serves that method on a free port, says which in one line, and ends on SIGTERM. */
export function serveBytes(name: string, handler: handleUnaryCall<Buffer, Buffer>): void {
  const server = new Server();
  server.addService(
    {
      call: {
        path: BYTES_PATH,
        requestStream: false,
        responseStream: false,
        requestSerialize: asTheyAre,
        requestDeserialize: asTheyAre,
        responseSerialize: asTheyAre,
        responseDeserialize: asTheyAre,
      },
    },
    { call: handler },
  );
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${name} serves gRPC on port ${port}\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
}
