import { Client, credentials, type MethodDefinition } from '@grpc/grpc-js';
import { callUnary } from '@tiebreak/protocol/grpc';
import { service } from 'grpc-health-check';

const check = service.Check as MethodDefinition<{ service: string }, { status: string }>;

/** Waits until a gRPC server says that it serves. @throws ServiceError when it does not within ten seconds */
export async function waitUntilServing(address: string): Promise<void> {
  const client = new Client(address, credentials.createInsecure());
  try {
    const { status } = await callUnary(client, check, { service: '' }, { deadlineMs: 10_000, waitForReady: true });
    if (status !== 'SERVING') throw new Error(`${address}: expected SERVING, got ${status}`);
  } finally {
    client.close();
  }
}
