import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import {
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { RegistryEntry } from '@tiebreak/configuration';
import { wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ResolveRequest } from '../src/index';

/** Nothing but what has no default. */
export const request: ResolveRequest = {
  utterance: 'find dune',
  hypotheses: [{ domain: 'Books', intent: 'Find', scores: { domain: 0.5, intent: 0.5, ner: 0.5 } }],
};

/** An aggregator whose one domain does not answer: that it was this one shows in the score, by its fallback curve. */
export function aggregatorWith(intercept: number, domainPort = 1): Promise<RunningAggregator> {
  return startAggregator({
    ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 2_000 },
    registry: [
      Object.assign(new RegistryEntry(), {
        ...{ domain: 'Books', address: `127.0.0.1:${domainPort}` },
        fallback: { slope: 1, intercept },
      }),
    ],
    policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
  });
}

/** Where an aggregator listens to the world: what stands between it and its callers can break like a machine that is lost. */
export interface Relay {
  readonly port: number;
  /** Resets every connection and takes no more. */
  break(): void;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
}

/** @param port that of the aggregator behind it */
export async function relayTo(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const listener = createServer((outside) => {
    const inside = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = async (chosen: number): Promise<void> => {
    listener.listen(chosen, '127.0.0.1');
    await once(listener, 'listening');
  };
  await listen(0);
  const { port: chosen } = listener.address() as AddressInfo;
  return {
    port: chosen,
    break: () => {
      listener.close();
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mend: () => listen(chosen),
  };
}

export type Call = ServerUnaryCall<wire.ResolveRequest, wire.ResolveResponse>;
export type Done = sendUnaryData<wire.ResolveResponse>;

/** What an aggregator answers at least. */
export const answer: wire.ResolveResponse = {
  requestId: 'r',
  ranked: [],
  outcomes: [],
  decision: { kind: wire.DecisionKind.DECISION_KIND_REJECT, options: [], probabilityRight: 0, question: '' },
};

export interface Peer {
  readonly port: number;
  /** The calls that came, one after the other. */
  readonly calls: readonly Call[];
  close(): void;
}

/** A gRPC server that answers as the test says, for what a healthy aggregator does not do. */
export async function peer(
  handle: (call: Call, done: Done) => void,
  credentials = ServerCredentials.createInsecure(),
): Promise<Peer> {
  const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
  const calls: Call[] = [];
  const server = new Server();
  const counted = (call: Call, done: Done): void => {
    calls.push(call);
    handle(call, done);
  };
  server.addService({ resolve }, { resolve: counted as UntypedHandleCall });
  const port = await new Promise<number>((bound, failed) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, chosen) => {
      if (error === null) bound(chosen);
      else failed(error);
    });
  });
  return {
    port,
    calls,
    close: () => {
      server.forceShutdown();
    },
  };
}
