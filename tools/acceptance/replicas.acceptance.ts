import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '@tiebreak/service-host';
import { startAggregatorProcess, startDomain } from './app-processes';
import { FULL_SIZE } from './data';
import { statusOf, SteadyLoad } from './steady-load';

const ROUNDS = FULL_SIZE ? 10 : 2;
const REPLICATED = 'Music';

describe('two replicas of one domain', () => {
  it(`share the requests, and ${ROUNDS} stops by SIGTERM under load cost no request and no fallback`, async () => {
    const [books, video, ...replicas] = await Promise.all([
      ...['Books', 'Video'].map((domain) => startDomain(domain, 0)),
      ...[0, 1].map(() => startDomain(REPLICATED, 0)),
    ]);
    const aggregator = await startAggregatorProcess({
      Books: `127.0.0.1:${books!.ports[0]!}`,
      Video: `127.0.0.1:${video!.ports[0]!}`,
      [REPLICATED]: `ipv4:${replicas.map(({ ports }) => `127.0.0.1:${ports[0]!}`).join(',')}`,
    });
    const load = new SteadyLoad(`127.0.0.1:${aggregator.ports[0]!}`);
    await load.warmUp();
    const before = await Promise.all(replicas.map(answeredBy));
    load.start();
    await sleep(2_000);
    const shared = (await Promise.all(replicas.map(answeredBy))).map((count, i) => count - before[i]!);

    for (let round = 0; round < ROUNDS; round++) {
      const which = round % 2;
      const port = replicas[which]!.ports[0]!;
      await replicas[which]!.stop('SIGTERM');
      await sleep(500);
      replicas[which] = await startDomain(REPLICATED, port);
      // The other one must not go before this one is found again.
      await sleep(2_000);
    }
    const answers = await load.stop();
    await Promise.all([aggregator, books!, video!, ...replicas].map((service) => service.stop()));

    console.log(
      `${answers.length} requests, of the first ones ${shared.join(' and ')} by each replica; ${ROUNDS} stops`,
    );
    const all = shared.reduce((sum, count) => sum + count, 0);
    for (const count of shared) expect(Math.abs(count - all / 2)).toBeLessThanOrEqual(0.1 * all);
    expect(answers.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(answers.filter((answer) => statusOf(answer, REPLICATED) !== 'DOMAIN_STATUS_RANKED')).toEqual([]);
    expect(new Set(answers.map(({ response }) => JSON.stringify(response!.ranked))).size).toBe(1);
  }, 300_000);
});

/** How many requests a replica has answered, by its metrics. */
async function answeredBy({ ports }: ServiceProcess): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${ports[1]!}/metrics`)).text();
  return Number(/^tiebreak_rerank_requests_total\{.*outcome="answered"\} (\d+)$/m.exec(text)![1]);
}
