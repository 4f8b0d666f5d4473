import { Metadata, status } from '@grpc/grpc-js';
import { RetryInfo } from 'nice-grpc-error-details';
import { Status } from 'nice-grpc-error-details/lib/proto/google/rpc/status.js';
import { CancelledError, OverloadedError, UnavailableError } from '../src/index';
import { closedAfterEach, failure, local } from './calling';
import { aggregatorWith, answer, request } from './peers';

const { closing, clientOf, peerThat, silentPort } = closedAfterEach();

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
