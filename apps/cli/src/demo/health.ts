import { Client, credentials, Metadata, type MethodDefinition } from '@grpc/grpc-js';
import { service } from 'grpc-health-check';

const check = service.Check as MethodDefinition<{ service: string }, { status: string }>;

/** Waits until a gRPC server says that it serves. @throws ServiceError when it does not within ten seconds */
export async function waitUntilServing(address: string): Promise<void> {
  const client = new Client(address, credentials.createInsecure());
  try {
    const status = await new Promise<string>((resolve, reject) => {
      client.makeUnaryRequest(
        check.path,
        check.requestSerialize,
        check.responseDeserialize,
        { service: '' },
        new Metadata({ waitForReady: true }),
        { deadline: Date.now() + 10_000 },
        (error, response) => {
          if (error === null) resolve(response!.status);
          else reject(error);
        },
      );
    });
    if (status !== 'SERVING') throw new Error(`${address}: expected SERVING, got ${status}`);
  } finally {
    client.close();
  }
}
