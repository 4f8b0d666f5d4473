import dns from 'node:dns';
import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { withRepeatedLookup } from './repeated-lookup';

const LOOPBACK = ['127.0.0.1', '127.0.0.2'] as const;
const LOOKUP_MS = 200;
const CHANNEL_OPTIONS = {
  'grpc.dns_min_time_between_resolutions_ms': LOOKUP_MS,
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
};

/** Linux takes all of 127.0.0.0/8 for itself; others have one loopback address. */
const describeWithLoopbacks: typeof describe.skip = process.platform === 'linux' ? describe : describe.skip;
/** What "replicas" resolves to at the moment: nothing on a test machine has a name whose addresses grow. */
let addresses: string[] = [];
let port = 0;
const servers: Server[] = [];

describeWithLoopbacks('a name whose addresses grow while all is well (needs a second loopback address)', () => {
  beforeAll(async () => {
    const { lookup } = dns.promises;
    jest
      .spyOn(dns.promises, 'lookup')
      .mockImplementation(((name: string, options: object) =>
        name === 'replicas'
          ? Promise.resolve(addresses.map((address) => ({ address, family: 4 })))
          : lookup(name, options)) as typeof lookup);
    for (const host of LOOPBACK) {
      const server = new Server();
      new HealthImplementation({ '': 'SERVING' }).addToServer(server);
      port = await listen(server, `${host}:${port}`);
      servers.push(server);
    }
  });

  afterAll(() => {
    jest.restoreAllMocks();
    for (const server of servers) server.forceShutdown();
  });

  it.each([
    ['is followed, and no call fails', withRepeatedLookup, [...LOOPBACK]],
    ['would not be followed by gRPC alone', (target: string) => target, [LOOPBACK[0]]],
  ])('%s', async (_, wrap, expected) => {
    addresses = [LOOPBACK[0]];
    const client = new Client(wrap(`dns:///replicas:${port}`), credentials.createInsecure(), CHANNEL_OPTIONS);
    expect(await answeringHosts(client, LOOKUP_MS)).toEqual([LOOPBACK[0]]);
    addresses = [...LOOPBACK];
    expect(await answeringHosts(client, 5 * LOOKUP_MS)).toEqual(expected);
    client.close();
  });
});

it('leaves targets alone that are addresses', () => {
  expect(withRepeatedLookup('127.0.0.1:50051')).toBe('127.0.0.1:50051');
});

/** Which hosts answer within a while, in order; rejects when a call fails. */
async function answeringHosts(client: Client, forMs: number): Promise<string[]> {
  const seen = new Set<string>();
  const end = performance.now() + forMs;
  while (performance.now() < end) seen.add(await check(client));
  return [...seen].sort();
}

/** Asks for health. @returns the host that answered */
function check(client: Client): Promise<string> {
  const bytes = (buffer: Buffer): Buffer => buffer;
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest('/grpc.health.v1.Health/Check', bytes, bytes, Buffer.alloc(0), (error) => {
      if (error === null) resolve(call.getPeer().split(':')[0]!);
      else reject(error);
    });
  });
}

function listen(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
}
