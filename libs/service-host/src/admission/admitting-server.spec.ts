import { once } from 'node:events';
import { connect } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, type handleUnaryCall, ServerCredentials, type ServiceError, status } from '@grpc/grpc-js';
import { Admission } from './admission';
import { AdmittingServer } from './admitting-server';

const OURS = '/tiebreak.v1.Anything/Call';
const FOREIGN = '/grpc.health.v1.Health/Check';
const asItIs = (bytes: Buffer): Buffer => bytes;

/** Calls that came and wait for the test to end them. */
const held: (() => void)[] = [];
const hold: handleUnaryCall<Buffer, Buffer> = (call, done) => {
  held.push(() => {
    done(null, call.request);
  });
};
const refusals: number[] = [];
/** How far our clock is ahead: a test begins long after the last refusal. */
let ahead = 0;
/** So long that a busy machine does not miss whoever waits. */
const WAIT_MS = 100;
const admission = new Admission({
  now: () => performance.now() + ahead,
  random: () => 0,
  refused: (ms) => refusals.push(ms),
  longestWaitMs: WAIT_MS,
});
const SILENCE_MS = 1_000;
const server = new AdmittingServer({}, admission, 'tiebreak.v1', SILENCE_MS);
let client: Client;

beforeAll(async () => {
  for (const [path, call] of [
    [OURS, hold],
    [
      FOREIGN,
      (({ request }, done) => {
        done(null, request);
      }) as typeof hold,
    ],
  ] as const)
    server.register(path, call, asItIs, asItIs, 'unary');
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
});

afterAll(() => {
  client.close();
  server.forceShutdown();
});

afterEach(async () => {
  ahead += 1_000;
  while (admission.state.inFlight + admission.state.waiting > 0) {
    for (const end of held.splice(0)) end();
    await sleep(2);
  }
});

function ask(path: string): { answer: Promise<Buffer>; cancel: () => void } {
  let cancel: () => void = () => undefined;
  const answer = new Promise<Buffer>((resolve, reject) => {
    const call = client.makeUnaryRequest(path, asItIs, asItIs, Buffer.from('words'), (error, bytes) => {
      if (error === null) resolve(bytes!);
      else reject(error);
    });
    cancel = () => {
      call.cancel();
    };
  });
  answer.catch(() => undefined);
  return { answer, cancel };
}

/** Asks until the server works on as much as it may. */
async function fill(): Promise<{ answer: Promise<Buffer>; cancel: () => void }[]> {
  const calls = Array.from({ length: admission.state.limit }, () => ask(OURS));
  while (held.length < calls.length) await sleep(1);
  return calls;
}

describe('a server whose calls pass an admission', () => {
  it('answers as many as may come in, with what the handler says', async () => {
    const calls = await fill();
    expect(admission.state).toMatchObject({ inFlight: calls.length, waiting: 0 });
    for (const end of held.splice(0)) end();
    for (const { answer } of calls) expect((await answer).toString()).toBe('words');
    while (admission.state.inFlight > 0) await sleep(1);
  });

  it('refuses the next ones with RESOURCE_EXHAUSTED and when to come back, and answers health all the while', async () => {
    await fill();
    const before = refusals.length;
    const refused = await ask(OURS).answer.catch((error: unknown) => error as ServiceError);
    expect(refused).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: 'the service is over capacity; ask again a little later',
    });
    expect((refused as ServiceError).metadata.get('grpc-retry-pushback-ms')).toEqual(['50']);
    expect(refusals.length).toBe(before + 1);
    expect((await ask(FOREIGN).answer).toString()).toBe('words');
  });

  it('lets in who waits when another is done', async () => {
    const [first] = await fill();
    const next = ask(OURS);
    while (admission.state.waiting === 0) await sleep(0);
    held.shift()!();
    await first!.answer;
    while (held.length < admission.state.limit) await sleep(1);
    held.pop()!();
    expect((await next.answer).toString()).toBe('words');
  });

  it('cuts a call that never comes to its end, and gives its place to others', async () => {
    const session = connect(`http://${client.getChannel().getTarget().replace('dns:', '')}`);
    const stream = session.request({
      ':method': 'POST',
      ':path': OURS,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', () => undefined);
    while (admission.state.inFlight === 0) await sleep(1);
    await once(stream, 'close');
    expect(admission.state.inFlight).toBe(0);
    session.close();
  });

  it('does not cut a call whose answer takes its time', async () => {
    const call = ask(OURS);
    while (held.length === 0) await sleep(1);
    await sleep(2 * SILENCE_MS);
    held.shift()!();
    expect((await call.answer).toString()).toBe('words');
  });

  it('neither works for nor goes on counting who has given up', async () => {
    const calls = await fill();
    const late = ask(OURS);
    while (admission.state.waiting === 0) await sleep(0);
    late.cancel();
    await sleep(1);
    const before = held.length;
    for (const { cancel } of calls) cancel();
    while (admission.state.inFlight > 0) await sleep(1);
    expect(held.length).toBe(before);
  });
});
