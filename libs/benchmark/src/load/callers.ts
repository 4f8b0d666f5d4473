import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { FrameConnection } from './frame-connection';
import { CallFrames } from './frames';
import type { Caller, Target } from './load-client';

/** A call that takes longer has failed. */
const DEADLINE_MS = 10_000;
/** So many connections share the calls of frames: a server takes some hundreds at once on each. */
const CONNECTIONS = 8;

/** Makes the i-th call to a target. @returns the answer, still encoded */
export type Call = (i: number) => Promise<Uint8Array>;

/** Connects to targets, once to each. */
export const CALLERS: Readonly<Record<Caller, (target: Target) => Promise<Call>>> = {
  'grpc-js': grpcCaller,
  frames: frameCaller,
};

const asItIs = (message: Buffer): Buffer => message;
const clients = new Map<string, Client>();

function grpcCaller({ address, path, requests }: Target): Promise<Call> {
  const client = clients.get(address) ?? new Client(address, credentials.createInsecure());
  clients.set(address, client);
  const messages = requests.map((request) => Buffer.from(request));
  const metadata = new Metadata({ waitForReady: true });
  return Promise.resolve(
    (i) =>
      new Promise((resolve, reject) => {
        const message = messages[i % messages.length]!;
        const deadline = Date.now() + DEADLINE_MS;
        client.makeUnaryRequest(path, asItIs, asItIs, message, metadata, { deadline }, (error, answer) => {
          if (error === null) resolve(answer!);
          else reject(error);
        });
      }),
  );
}

const connections = new Map<string, Promise<FrameConnection[]>>();

async function frameCaller({ address, path, requests }: Target): Promise<Call> {
  if (!connections.has(address))
    connections.set(address, Promise.all(Array.from({ length: CONNECTIONS }, () => FrameConnection.to(address))));
  const open = await connections.get(address)!;
  const calls = requests.map((request) => new CallFrames(address, path, request));
  return (i) => open[i % CONNECTIONS]!.call(calls[i % calls.length]!);
}
