import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import type { RunningAggregator } from '@tiebreak/aggregator-host';
import { probability } from '@tiebreak/interpretation';
import { wire } from '@tiebreak/protocol';
import { callUnary, invalidArgument, LARGEST_MESSAGE_BYTES, toGrpcService } from '@tiebreak/protocol/grpc';
import { fallbackScore } from '@tiebreak/scoring';
import { RetryInfo } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc-error-details/lib/proto/google/rpc/status.js';
import { describeFailure } from '../src/describe-failure';
import {
  CancelledError,
  type ClientOptions,
  createClient,
  DeadlineExceededError,
  InvalidRequestError,
  OverloadedError,
  type ResolveRequest,
  TiebreakError,
  UnavailableError,
} from '../src/index';
import { toMessage } from '../src/messages';
import { aggregatorWith, answer, type Call, type Done, type Peer, peer, relayTo, request } from './peers';

const local = (port: number): string => `127.0.0.1:${port}`;
const closing: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

function clientOf(options: ClientOptions) {
  const client = createClient({ deadlineMs: 5_000, ...options });
  closing.push(client);
  return client;
}

async function peerThat(handle: (call: Call, done: Done) => void): Promise<Peer> {
  const started = await peer(handle);
  closing.push(started);
  return started;
}

/** Where somebody takes connections, reads, and never says a word. */
async function silentPort(): Promise<number> {
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
}

async function failure(call: Promise<unknown>): Promise<TiebreakError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TiebreakError);
  return error as TiebreakError;
}

describe('two aggregators', () => {
  const half = probability(0.5);
  const scoreOf = (intercept: number) =>
    fallbackScore({ slope: 1, intercept }, { domain: half, intent: half, ner: half });
  let aggregators: RunningAggregator[];

  beforeAll(async () => {
    aggregators = await Promise.all([aggregatorWith(0), aggregatorWith(1)]);
  });
  afterAll(() => Promise.all(aggregators.map((one) => one.close())));

  it('answer a request that leaves out all that has a default, with its domain and a decision', async () => {
    const client = clientOf({ address: local(aggregators[0]!.port) });
    const { ranked, outcomes, decision } = await client.resolve(request);
    expect(ranked).toMatchObject([{ hypothesis: { id: 'h0', domain: 'Books' }, score: scoreOf(0), fallback: true }]);
    expect(outcomes).toMatchObject([{ domain: 'Books', status: 'DOMAIN_STATUS_UNAVAILABLE' }]);
    expect(decision.kind).toMatch(/^DECISION_KIND_/);
  });

  it('share the calls evenly', async () => {
    const client = clientOf({ addresses: aggregators.map(({ port }) => local(port)) });
    // Until both are connected, one of them has to do.
    await sleep(200);
    const counts = new Map<number, number>();
    for (let i = 0; i < 100; i++) {
      const [first] = (await client.resolve(request)).ranked;
      counts.set(first!.score, (counts.get(first!.score) ?? 0) + 1);
    }
    expect(counts).toEqual(
      new Map([
        [scoreOf(0), 50],
        [scoreOf(1), 50],
      ]),
    );
  });

  it('lose no call when the connections to one of them are cut, with many in flight, and share again when it is back', async () => {
    const relays = await Promise.all(aggregators.map(({ port }) => relayTo(port)));
    closing.push(...relays.map((relay) => ({ close: relay.break })));
    const client = clientOf({ addresses: relays.map(({ port }) => local(port)) });
    const scores: number[] = [];
    const failures: unknown[] = [];
    let stopping = false;
    const loops = Array.from({ length: 32 }, async () => {
      while (!stopping)
        await client.resolve(request).then(
          ({ ranked }) => scores.push(ranked[0]!.score),
          (error: unknown) => failures.push(error),
        );
    });
    /** Waits until so many aggregators have answered from now on; the test's own limit is how long. */
    const answeredBy = async (count: number): Promise<void> => {
      const from = scores.length;
      while (new Set(scores.slice(from)).size < count) await sleep(20);
    };
    await answeredBy(2);
    for (const relay of relays) {
      relay.break();
      await sleep(300);
      await answeredBy(1);
      await relay.mend();
      // It may have been left out for a while, for the calls that it failed.
      await answeredBy(2);
    }
    stopping = true;
    await Promise.all(loops);
    expect(failures).toEqual([]);
  });
});

it('leaves out a replica that fails its calls', async () => {
  const good = await peerThat((_, done) => {
    done(null, answer);
  });
  const bad = await peerThat((_, done) => {
    done({ code: status.INTERNAL });
  });
  const client = clientOf({ addresses: [local(good.port), local(bad.port)] });
  let inARow = 0;
  // In turn, every other call would fail.
  for (let calls = 0; inARow < 50 && calls < 1_000; calls++) {
    inARow = await client.resolve(request).then(
      () => inARow + 1,
      () => 0,
    );
    await sleep(5);
  }
  expect(bad.calls.length).toBeGreaterThan(0);
  expect(inARow).toBe(50);
});

describe('a call', () => {
  it('fails at its deadline when the aggregator says nothing, not long after', async () => {
    const client = clientOf({ address: local(await silentPort()) });
    const start = performance.now();
    const error = await failure(client.resolve(request, { deadlineMs: 200 }));
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(error).toBeInstanceOf(DeadlineExceededError);
    expect(error).toMatchObject({ code: 'DEADLINE_EXCEEDED', deadlineMs: 200, message: 'no answer within 200 ms' });
  });

  it('tells the aggregator its deadline, whether or not one is given', async () => {
    const { port, calls } = await peerThat((_, done) => {
      done(null, answer);
    });
    const client = createClient({ address: local(port) });
    closing.push(client);
    await client.resolve(request);
    await client.resolve(request, { deadlineMs: 60_000 });
    const left = calls.map((call) => Number(call.getDeadline()) - Date.now());
    expect(left[0]).toBeLessThanOrEqual(500);
    expect(left[1]).toBeGreaterThan(30_000);
  });

  it('carries the headers that are given', async () => {
    const { port, calls } = await peerThat((_, done) => {
      done(null, answer);
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await clientOf({ address: local(port) }).resolve(request, { headers: { traceparent } });
    expect(calls[0]!.metadata.get('traceparent')).toEqual([traceparent]);
  });

  it('that its caller ends is over on both sides, with the reason', async () => {
    const { port, calls } = await peerThat(() => undefined);
    const client = clientOf({ address: local(port) });
    const ends = new AbortController();
    const call = failure(client.resolve(request, { signal: ends.signal }));
    while (calls.length === 0) await sleep(5);
    const ended = once(calls[0]!, 'cancelled');
    const reason = new Error('the user hung up');
    ends.abort(reason);
    const error = await call;
    await ended;
    expect(error).toBeInstanceOf(CancelledError);
    expect(error.cause).toBe(reason);
  });

  it('that was ended before it began is not sent', async () => {
    const { port, calls } = await peerThat((_, done) => {
      done(null, answer);
    });
    const error = await failure(
      clientOf({ address: local(port) }).resolve(request, { signal: AbortSignal.abort('late') }),
    );
    expect([error.code, error.cause, calls.length]).toEqual(['CANCELLED', 'late', 0]);
  });

  it('in flight ends well when the client is closed; later ones fail', async () => {
    const waiting: Done[] = [];
    const { port } = await peerThat((_, done) => waiting.push(done));
    const client = clientOf({ address: local(port) });
    const early = client.resolve(request);
    while (waiting.length === 0) await sleep(5);
    client.close();
    waiting[0]!(null, answer);
    await expect(early).resolves.toEqual(answer);
    expect(await failure(client.resolve(request))).toBeInstanceOf(UnavailableError);
  });

  it('fails soon as unavailable when nobody listens', async () => {
    const start = performance.now();
    const error = await failure(clientOf({ address: '127.0.0.1:1' }).resolve(request));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.message).toContain('ECONNREFUSED');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each([
    [0, 1],
    [2, 3],
  ])('with %d retries is made %d times when it is cut each time', async (retries, times) => {
    const { port, calls } = await peerThat((_, done) => {
      done({ code: status.UNAVAILABLE });
    });
    expect(await failure(clientOf({ address: local(port), retries }).resolve(request))).toBeInstanceOf(
      UnavailableError,
    );
    expect(calls).toHaveLength(times);
  });

  it('cut in the middle of its answer is made again', async () => {
    // gRPC itself gives such a call up: the first bytes of an answer commit it.
    const { port, calls } = await peerThat((call, done) => {
      if (calls.length > 1) done(null, answer);
      else {
        call.sendMetadata(new Metadata());
        setTimeout(() => {
          done({ code: status.UNAVAILABLE });
        }, 20);
      }
    });
    await expect(clientOf({ address: local(port) }).resolve(request)).resolves.toEqual(answer);
    expect(calls).toHaveLength(2);
  });

  it.each([
    [status.UNAUTHENTICATED, 'UnauthenticatedError'],
    [status.PERMISSION_DENIED, 'PermissionDeniedError'],
    [status.UNIMPLEMENTED, 'TiebreakError'],
    [status.INTERNAL, 'TiebreakError'],
  ])('refused with gRPC code %d fails as %s, once', async (code, name) => {
    const { port, calls } = await peerThat((_, done) => {
      done({ code, details: 'no' });
    });
    expect(await failure(clientOf({ address: local(port) }).resolve(request))).toMatchObject({
      ...{ name, code: status[code], message: 'no' },
      cause: { code },
    });
    expect(calls).toHaveLength(1);
  });

  it('answered without a decision fails as a fault of the other side', async () => {
    const { port } = await peerThat((_, done) => {
      done(null, { ...answer, decision: undefined });
    });
    expect(await failure(clientOf({ address: local(port) }).resolve(request))).toMatchObject({ code: 'INTERNAL' });
  });
});

describe('a request that breaks the contract', () => {
  const broken = {
    ...{ utterance: 'find dune', requestId: 7 },
    hypotheses: [
      {
        ...{ id: 'a', domain: 'Books', intent: 'Find' },
        scores: { domain: 1.2, intent: 0.5, ner: Number.NaN },
        slots: [{ name: '', value: 'dune', start: 9, end: 5 }],
      },
    ],
  };

  it('is refused before it is sent, with every field that is wrong', async () => {
    const { port, calls } = await peerThat(() => undefined);
    const error = await failure(clientOf({ address: local(port) }).resolve(broken as unknown as ResolveRequest));
    expect(error).toBeInstanceOf(InvalidRequestError);
    const { violations } = error as InvalidRequestError;
    expect(violations).toContainEqual({ field: 'requestId', expected: 'a string', actual: '7' });
    expect(violations.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'hypotheses[0].scores.domain',
        'hypotheses[0].scores.ner',
        'hypotheses[0].slots[0].name',
      ]),
    );
    expect(calls).toEqual([]);
  });

  it('names the same fields, expectations and values when the aggregator refuses it', async () => {
    const aggregator = await aggregatorWith(0);
    closing.push(aggregator);
    const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
    const grpc = new Client(local(aggregator.port), credentials.createInsecure());
    closing.push(grpc);
    const message = {
      ...broken,
      ...{ requestId: '', locale: '', context: undefined, explain: false, upstreamVersions: {} },
      hypotheses: broken.hypotheses.map((one) => ({
        ...one,
        signals: {},
        slots: one.slots.map((slot) => ({ ...slot, entityId: '' })),
      })),
    };
    const there = await callUnary(grpc, resolve, message, { deadlineMs: 5_000 }).catch((error: unknown) =>
      describeFailure(error, 5_000),
    );
    const here = await failure(clientOf({ address: local(aggregator.port) }).resolve(message));
    expect(there).toBeInstanceOf(InvalidRequestError);
    expect((there as InvalidRequestError).violations).toEqual((here as InvalidRequestError).violations);
    expect((there as InvalidRequestError).message).toBe(here.message);
  });

  it('is told what the aggregator alone objects to, in whatever words', async () => {
    const { port } = await peerThat((_, done) => {
      done(invalidArgument([{ field: 'locale', expected: 'one we know, got it', actual: 'xx, got lost' }]));
    });
    expect(await failure(clientOf({ address: local(port) }).resolve(request))).toMatchObject({
      violations: [{ field: 'locale' }],
      message: 'locale: expected one we know, got it, got xx, got lost',
    });
  });

  it('is refused when it is larger than the aggregator takes, and one of just that size is answered', async () => {
    const aggregator = await aggregatorWith(0);
    closing.push(aggregator);
    const client = clientOf({ address: local(aggregator.port) });
    const [one] = request.hypotheses;
    /** 17 hypotheses, all of whose slots but the last value are as long as they may be. */
    const withLast = (length: number): ResolveRequest => ({
      ...request,
      hypotheses: Array.from({ length: 17 }, (_, h) => ({
        ...one!,
        slots: Array.from({ length: 60 }, (_, i) => ({
          name: `s${i}`,
          value: 'x'.repeat(h === 16 && i === 59 ? length : 1_000),
        })),
        // Fills up what the slots leave.
        signals: Object.fromEntries(Array.from({ length: h === 16 ? 14 : 4 }, (_, i) => [`${i}`.padEnd(200, '.'), 1])),
      })),
    });
    const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
    const room = LARGEST_MESSAGE_BYTES - resolve.requestSerialize(toMessage(withLast(500))).length;
    expect(Math.abs(room)).toBeLessThan(499);
    await expect(client.resolve(withLast(500 + room))).resolves.toMatchObject({ outcomes: [{ domain: 'Books' }] });
    expect(await failure(client.resolve(withLast(501 + room)))).toMatchObject({
      violations: [{ field: '', expected: 'a message of at most 1048576 bytes', actual: '1048577 bytes' }],
    });
  });
});

describe('an aggregator over capacity', () => {
  const refusal = (metadata: Metadata) => ({ code: status.RESOURCE_EXHAUSTED, details: 'over capacity', metadata });
  const pushback = (ms: string): Metadata => {
    const metadata = new Metadata();
    metadata.set('grpc-retry-pushback-ms', ms);
    return metadata;
  };
  const retryInfo = (nanos: number): Metadata => {
    const metadata = new Metadata();
    const value = RetryInfo.encode(RetryInfo.fromPartial({ retryDelay: { nanos } })).finish();
    const details = [{ typeUrl: 'type.googleapis.com/google.rpc.RetryInfo', value }];
    const code = status.RESOURCE_EXHAUSTED;
    metadata.set('grpc-status-details-bin', Buffer.from(Status.encode(Status.fromPartial({ code, details })).finish()));
    return metadata;
  };
  /** Refuses the first calls, then answers. @returns when the calls came */
  async function refusing(times: number, metadata: Metadata): Promise<{ port: number; came: number[] }> {
    const came: number[] = [];
    const { port } = await peerThat((_, done) => {
      came.push(performance.now());
      if (came.length <= times) done(refusal(metadata));
      else done(null, answer);
    });
    return { port, came };
  }

  it.each([
    ["gRPC's pushback", pushback('150')],
    ['google.rpc.RetryInfo', retryInfo(150e6)],
  ])('is asked again no sooner than %s says', async (_, metadata) => {
    const { port, came } = await refusing(1, metadata);
    await expect(clientOf({ address: local(port) }).resolve(request)).resolves.toEqual(answer);
    expect(came).toHaveLength(2);
    // Timers count whole milliseconds.
    expect(came[1]! - came[0]!).toBeGreaterThanOrEqual(148);
  });

  it.each([
    ['says nothing', new Metadata(), undefined],
    ['says never', pushback('-1'), undefined],
    ['says what is no number', pushback('soon'), undefined],
    ['says a time beyond the deadline', pushback('60000'), 60_000],
  ])('is not asked again when it %s', async (_, metadata, retryAfterMs) => {
    const { port, came } = await refusing(1, metadata);
    const error = await failure(clientOf({ address: local(port) }).resolve(request));
    expect(error).toBeInstanceOf(OverloadedError);
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', message: 'over capacity', retryAfterMs });
    expect(came).toHaveLength(1);
  });

  it.each([
    ['50', 2],
    ['-1', 1],
  ])('that is about to stop is asked as its pushback of %s says, %d times', async (ms, times) => {
    const { port, calls } = await peerThat((_, done) => {
      if (calls.length > 1) done(null, answer);
      else done({ code: status.UNAVAILABLE, metadata: pushback(ms) });
    });
    const outcome = clientOf({ address: local(port) }).resolve(request);
    if (times === 1) expect(await failure(outcome)).toBeInstanceOf(UnavailableError);
    else await expect(outcome).resolves.toEqual(answer);
    expect(calls).toHaveLength(times);
  });

  it('is asked as often as retries allow, and the last hint is passed on', async () => {
    const { port, came } = await refusing(Infinity, pushback('5'));
    const error = await failure(clientOf({ address: local(port), retries: 3 }).resolve(request));
    expect(error).toMatchObject({ retryAfterMs: 5 });
    expect(came).toHaveLength(4);
  });

  it('is left alone between the hints once the caller has ended the call', async () => {
    const { port, came } = await refusing(Infinity, pushback('2000'));
    const call = failure(clientOf({ address: local(port) }).resolve(request, { signal: AbortSignal.timeout(200) }));
    const start = performance.now();
    expect(await call).toBeInstanceOf(CancelledError);
    expect(performance.now() - start).toBeLessThan(1_500);
    expect(came).toHaveLength(1);
  });

  it('answers what it can of many calls at once, and says of the others when to come again', async () => {
    const aggregator = await aggregatorWith(0, await silentPort());
    closing.push(aggregator);
    const client = clientOf({ address: local(aggregator.port), retries: 0, deadlineMs: 20_000 });
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => client.resolve(request)));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(200);
    for (const error of refused) {
      expect(error).toBeInstanceOf(OverloadedError);
      expect((error as OverloadedError).retryAfterMs).toBeGreaterThan(0);
    }
  });

  it('is hardly asked twice once it refuses everything', async () => {
    const { port, came } = await refusing(Infinity, pushback('1'));
    const client = clientOf({ address: local(port) });
    for (let i = 0; i < 100; i++) await failure(client.resolve(request));
    expect(came.length).toBeGreaterThanOrEqual(105);
    expect(came.length).toBeLessThanOrEqual(110);
  });
});
