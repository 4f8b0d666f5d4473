import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { RunningAggregator } from '@tiebreak/aggregator-host';
import { probability } from '@tiebreak/interpretation';
import { fallbackScore } from '@tiebreak/scoring';
import { closedAfterEach, local } from './calling';
import { aggregatorWith, answer, relayTo, request } from './peers';

const { closing, clientOf, peerThat } = closedAfterEach();

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
