import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata, status } from '@grpc/grpc-js';
import { CancelledError, createClient, DeadlineExceededError, UnavailableError } from '../src/index';
import { closedAfterEach, failure, local } from './calling';
import { answer, type Done, request } from './peers';

const { closing, clientOf, peerThat, silentPort } = closedAfterEach();

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
