import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { type ClientOptions, createClient, type TiebreakClient, TiebreakError } from '../src/index';
import { type Call, type Done, type Peer, peer } from './peers';

export const local = (port: number): string => `127.0.0.1:${port}`;

/** What the tests of a file have open. */
export interface Opened {
  /** To be closed after the test, the last one first. */
  readonly closing: { close(): unknown }[];
  clientOf(options: ClientOptions): TiebreakClient;
  peerThat(handle: (call: Call, done: Done) => void): Promise<Peer>;
  /** Where somebody takes connections, reads, and never says a word. */
  silentPort(): Promise<number>;
}

/** Clients and peers that are closed after each test. */
export function closedAfterEach(): Opened {
  const closing: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of closing.splice(0).reverse()) await one.close();
  });
  return {
    closing,
    clientOf: (options) => {
      const client = createClient({ deadlineMs: 5_000, ...options });
      closing.push(client);
      return client;
    },
    peerThat: async (handle) => {
      const started = await peer(handle);
      closing.push(started);
      return started;
    },
    silentPort: async () => {
      const sockets = new Set<Socket>();
      const silent = createServer((socket) => sockets.add(socket.resume())).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      closing.push({
        close: () => {
          // A channel closed while it connects leaves its socket to the other end.
          for (const socket of sockets) socket.destroy();
          silent.close();
        },
      });
      return (silent.address() as AddressInfo).port;
    },
  };
}

/** What a call fails with. */
export async function failure(call: Promise<unknown>): Promise<TiebreakError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TiebreakError);
  return error as TiebreakError;
}
