import { Client, credentials, Metadata, type MethodDefinition } from '@grpc/grpc-js';
import { callUnary } from '@tiebreak/protocol/grpc';
import { service as healthService } from 'grpc-health-check';

const health = healthService as unknown as Record<
  'Check' | 'Watch',
  MethodDefinition<{ service: string }, { status: string }>
>;

/** A plain client of what every service of ours has, for tests: no retries, an error is an error. */
export class ServiceClient {
  protected readonly client: Client;

  constructor(address: string) {
    this.client = new Client(address, credentials.createInsecure());
  }

  /** The health that the server reports for a service; "" for the whole. */
  async health(service: string): Promise<string> {
    return (await this.call(health.Check, { service })).status;
  }

  /** The first status of a health watch. */
  watchOnce(service: string): Promise<string> {
    const { path, requestSerialize, responseDeserialize } = health.Watch;
    return new Promise((resolve, reject) => {
      const watch = this.client.makeServerStreamRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { service },
        new Metadata(),
      );
      watch.once('data', ({ status }: { status: string }) => {
        resolve(status);
        watch.cancel();
      });
      watch.on('error', reject);
    });
  }

  /** The services that reflection lists. The message is small enough to be written by hand: field 7, list_services. */
  listServices(): Promise<string> {
    return new Promise((resolve, reject) => {
      const stream = this.client.makeBidiStreamRequest(
        '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes.toString('latin1'),
        new Metadata(),
      );
      stream.once('data', (text: string) => {
        resolve(text);
        stream.cancel();
      });
      stream.on('error', reject);
      stream.write(Buffer.from([0x3a, 0x01, 0x2a]));
    });
  }

  close(): void {
    this.client.close();
  }

  protected call<Request, Response>(method: MethodDefinition<Request, Response>, request: Request): Promise<Response> {
    return callUnary(this.client, method, request, { deadlineMs: 5_000 });
  }
}
