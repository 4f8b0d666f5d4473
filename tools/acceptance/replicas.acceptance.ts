import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { createResolver, DEFAULT_COSTS, type Resolver, type ResolveRequest } from '@tiebreak/aggregation';
import { inProcessReranker } from '@tiebreak/aggregator-host/in-process';
import { readJointMap, readRegistry } from '@tiebreak/configuration';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { toResolveRequestMessage, toResolveResponse, wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceProcess } from '@tiebreak/service-host';
import { startAggregatorProcess, startDomain } from './app-processes';
import { describeWithData, FULL_SIZE, NBEST, WORKSPACE } from './data';
import { readLines } from './read-lines';
import { statusOf, SteadyLoad } from './steady-load';

const ROUNDS = FULL_SIZE ? 10 : 2;
const REPLICATED = 'Music';
const DEADLINE_MS = 5_000;
/** CI compares on a sample of the lines. */
const EVERY = FULL_SIZE ? 1 : 8;

const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

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

describeWithData('two aggregators over two replicas of each domain', () => {
  it('give the same order, score bits and decision as one process on test lines, whichever of them answers', async () => {
    const domains = ['Books', 'Music', 'Video'];
    const replicas = await Promise.all(
      [...domains, ...domains].map(async (domain) => ({ domain, process: await startDomain(domain, 0) })),
    );
    const addresses = Object.fromEntries(
      domains.map((domain) => {
        const own = replicas.filter((replica) => replica.domain === domain);
        return [domain, `ipv4:${own.map(({ process }) => `127.0.0.1:${process.ports[0]!}`).join(',')}`];
      }),
    );
    // A deadline that no machine misses, because lateness is not what is compared.
    const unhurried = { TIEBREAK_DOMAIN_DEADLINE_MS: String(DEADLINE_MS) };
    const aggregators = await Promise.all([0, 1].map(() => startAggregatorProcess(addresses, unhurried)));
    const clients = aggregators.map(({ ports }) => new Client(`127.0.0.1:${ports[0]!}`, credentials.createInsecure()));
    const { resolver, release } = await oneProcess();

    let compared = 0;
    for (const line of readLines(NBEST.test).filter((_, i) => i % EVERY === 0)) {
      const request: ResolveRequest = { ...line, requestId: line.id, explain: false, upstreamVersions: {} };
      const message = toResolveRequestMessage(request);
      const alone = observable(toResolveResponse(await resolver(request, DEADLINE_MS)));
      // Each aggregator asks the replicas in turn, so two calls of each reach both.
      const calls = [...clients, ...clients].map((client) =>
        callUnary(client, resolve, message, { deadlineMs: 2 * DEADLINE_MS }),
      );
      for (const response of await Promise.all(calls)) expect(observable(response)).toEqual(alone);
      compared++;
    }
    const served = await Promise.all(replicas.map(({ process }) => answeredBy(process)));
    for (const client of clients) client.close();
    await release();
    await Promise.all([...aggregators, ...replicas.map(({ process }) => process)].map((service) => service.stop()));
    console.log(`${compared} lines, four answers each; requests by replica: ${served.join(', ')}`);
    expect(compared).toBe(Math.ceil(2132 / EVERY));
    for (const count of served) expect(count).toBeGreaterThan(0);
  }, 300_000);
});

/** The shipped domains and the aggregator's own map, all in this process. */
async function oneProcess(): Promise<{ resolver: Resolver; release: () => Promise<void> }> {
  const bundles = await Promise.all(
    [books, music, video].map(async (definition) => {
      const folder = join(WORKSPACE, 'apps', definition.name.toLowerCase(), 'model');
      return { definition, ...(await readRerankerBundle(folder, { domain: definition.name })) };
    }),
  );
  const registry = readRegistry(join(WORKSPACE, 'apps/aggregator/registry.json'));
  const resolver = createResolver({
    costs: DEFAULT_COSTS,
    joint: readJointMap(join(WORKSPACE, 'apps/aggregator/model/joint.json')),
    now: () => 0,
    domains: bundles.map(({ definition, manifest, model }) => ({
      // What things are called in questions is the registry's.
      ...registry.find(({ domain }) => domain === definition.name)!,
      fallback: manifest.fallback,
      reranker: inProcessReranker(model),
    })),
  });
  return {
    resolver,
    release: async () => {
      for (const { model } of bundles) await model.release();
    },
  };
}

/** All of an answer but how long it took. */
function observable({ ranked, decision, outcomes }: wire.ResolveResponse): object {
  return {
    ranked: ranked.map(({ hypothesis, score, fallback }) => [hypothesis!.id, score, fallback]),
    decision,
    statuses: outcomes.map(({ domain, status, model }) => [domain, status, model?.digest]),
  };
}

/** How many requests a replica has answered, by its metrics. */
async function answeredBy({ ports }: ServiceProcess): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${ports[1]!}/metrics`)).text();
  return Number(/^tiebreak_rerank_requests_total\{.*outcome="answered"\} (\d+)$/m.exec(text)![1]);
}
