import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { serveFunction } from '../remote-function';
import { runLoad, type Send } from './load';
import type { LoadOrder, LoadOutcome, Target } from './load-client';

/** A call that takes longer has failed. */
const DEADLINE_MS = 10_000;
/** So many of the last answers are handed back, for whoever wants to know what was answered. */
const KEPT_ANSWERS = 16;

const asItIs = (message: Buffer): Buffer => message;
const clients = new Map<string, Client>();

serveFunction(async ({ target, load }: LoadOrder): Promise<LoadOutcome> => {
  const answers = new Map<number, Buffer>();
  let failure = 'none was made';
  const call = caller(target);
  const send: Send = async (i) => {
    try {
      answers.set(i % KEPT_ANSWERS, await call(i));
    } catch (error) {
      failure = (error as Error).message;
      throw error;
    }
  };
  const report = await runLoad(load, send);
  if (report.answered === 0) throw new Error(`${target.address}${target.path}: no call was answered: ${failure}`);
  return { ...report, answers: [...answers.values()] };
});

function caller({ address, path, requests }: Target): (i: number) => Promise<Buffer> {
  const client = clients.get(address) ?? new Client(address, credentials.createInsecure());
  clients.set(address, client);
  const messages = requests.map((request) => Buffer.from(request));
  const metadata = new Metadata({ waitForReady: true });
  return (i) =>
    new Promise((resolve, reject) => {
      const message = messages[i % messages.length]!;
      const deadline = Date.now() + DEADLINE_MS;
      client.makeUnaryRequest(path, asItIs, asItIs, message, metadata, { deadline }, (error, answer) => {
        if (error === null) resolve(answer!);
        else reject(error);
      });
    });
}
