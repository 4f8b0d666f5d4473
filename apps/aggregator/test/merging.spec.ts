import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Client, credentials } from '@grpc/grpc-js';
import { DEFAULT_COSTS, jointProbabilities } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { RerankerClient } from '@tiebreak/conformance';
import { music } from '@tiebreak/domain-music';
import { type Hypothesis, probability } from '@tiebreak/interpretation';
import { toResolveRequestMessage, wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { fallbackScore } from '@tiebreak/scoring';
import { fileURLToPath } from 'node:url';

const MODEL = fileURLToPath(new URL('../../music/model', import.meta.url));
const FALLBACK = { slope: 1, intercept: 0.5 };
const POLICY = { costs: DEFAULT_COSTS, joint: { slope: 0.8, intercept: 2, utteranceSlope: 1.1 } };
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

const hypothesis = (domain: string, id: string): Hypothesis => {
  const p = probability(0.6);
  return {
    id,
    domain,
    intent: 'SearchCreativeWork',
    slots: [{ name: 'object_name', value: 'dune', entityId: '' }],
    scores: { domain: p, intent: p, ner: p },
    signals: {},
  };
};
const request = (...hypotheses: Hypothesis[]) => ({
  requestId: '',
  utterance: 'find dune',
  locale: 'en-US',
  context: { device: 'phone', attributes: {} },
  hypotheses,
  explain: false,
  upstreamVersions: {},
});

describe('the aggregator over its sockets', () => {
  let reranker: RunningReranker;
  let silent: Server;
  const sockets = new Set<Socket>();
  let aggregator: RunningAggregator;
  let client: Client;

  beforeAll(async () => {
    reranker = await startReranker(music, { host: '127.0.0.1', port: 0, portVariable: 'none', model: MODEL });
    // Accepts connections, reads, and never says a word.
    silent = createServer((socket) => sockets.add(socket.resume())).listen(0, '127.0.0.1');
    await new Promise((listening) => silent.once('listening', listening));
    const entry = (domain: string, port: number) => ({ domain, address: `127.0.0.1:${port}`, fallback: FALLBACK });
    aggregator = await startAggregator({
      host: '127.0.0.1',
      port: 0,
      httpPort: 0,
      domainDeadlineMs: 2_000,
      policy: POLICY,
      // Music answers, Books is silent, nobody listens for Video; a fourth domain would be one more entry.
      registry: [
        entry('Music', reranker.port),
        entry('Books', (silent.address() as AddressInfo).port),
        entry('Video', 1),
      ],
    });
    client = new Client(`127.0.0.1:${aggregator.port}`, credentials.createInsecure());
  });

  afterAll(async () => {
    client.close();
    await aggregator.close();
    await reranker.close();
    // A channel closed while it connects leaves its socket to the other end.
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it("leaves a silent domain behind before the caller's own deadline, and scores it by its fallback", async () => {
    // Later than that, the call would have failed.
    const { ranked, outcomes } = await overGrpc(request(hypothesis('Music', 'm'), hypothesis('Books', 'b')), 1_500);
    expect(outcomes.map(({ domain, status }) => [domain, status])).toEqual([
      ['Books', 'DOMAIN_STATUS_DEADLINE_EXCEEDED'],
      ['Music', 'DOMAIN_STATUS_RANKED'],
    ]);
    expect(outcomes[0]!.error).toMatch(/^no answer within \d+ ms$/);
    const { score, fallback } = ranked.find(({ hypothesis: h }) => h!.id === 'b')!;
    expect([score, fallback]).toEqual([fallbackScore(FALLBACK, hypothesis('Books', 'b').scores), true]);
  });

  it("gives the domain's own bits to a domain that answers, whatever the others do", async () => {
    const direct = new RerankerClient(`127.0.0.1:${reranker.port}`);
    const list = { ...request(hypothesis('Music', 'm')), upstreamVersion: '' };
    const {
      ranked: [alone],
    } = await direct.rerank(list);
    direct.close();
    const { ranked } = await overGrpc(request(hypothesis('Video', 'v'), hypothesis('Music', 'm')), 5_000);
    expect(ranked.find(({ hypothesis: h }) => h!.id === 'm')!.score).toBe(alone!.score);
  });

  it('says which domain cannot be reached and which is not registered, without addresses', async () => {
    const { ranked, outcomes } = await overGrpc(request(hypothesis('Video', 'v'), hypothesis('Podcasts', 'p')), 5_000);
    expect(outcomes).toMatchObject([
      {
        domain: 'Podcasts',
        status: 'DOMAIN_STATUS_UNKNOWN',
        error: 'domain "Podcasts" is not registered; registered are Books, Music, Video',
      },
      { domain: 'Video', status: 'DOMAIN_STATUS_UNAVAILABLE', error: 'the service cannot be reached' },
    ]);
    expect(ranked.map(({ hypothesis: h }) => h!.id)).toEqual(['v']);
  });

  it('decides by the joint probabilities that its map gives to the scores, which stay as they are', async () => {
    const { ranked, decision } = await overGrpc(request(hypothesis('Music', 'm'), hypothesis('Video', 'v')), 5_000);
    const scores = ranked.map(({ score }) => probability(score));
    const { right } = jointProbabilities(scores, POLICY.joint);
    expect(decision!.probabilityRight).toBe(right[0]);
    expect(decision!.probabilityRight).not.toBe(scores[0]);
  });

  it('answers over HTTP what it answers over gRPC, and assigns the ids that are missing', async () => {
    const asked = request(hypothesis('Music', ''), hypothesis('Music', 'second'));
    const grpc = await overGrpc(asked, 5_000);
    const http = (await (await post('/v1/resolve', JSON.stringify(asked))).json()) as wire.ResolveResponse;
    const observable = ({ ranked, decision }: wire.ResolveResponse) => [ranked, decision];
    expect(observable(http)).toEqual(JSON.parse(JSON.stringify(observable(grpc))));
    expect(http.ranked.map(({ hypothesis: h }) => h!.id).sort()).toEqual(['h0', 'second']);
    expect(http.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is alive, ready, healthy for its service, and described by /docs and by reflection', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
    expect(await (await get('/docs')).text()).toContain('swagger');
    const { paths, components } = (await (await get('/docs-json')).json()) as {
      paths: object;
      components: { schemas: Record<string, { properties: object }> };
    };
    expect(Object.keys(paths)).toContain('/v1/resolve');
    expect(Object.keys(components.schemas.Hypothesis!.properties)).toEqual([
      'id',
      'domain',
      'intent',
      'slots',
      'scores',
      'signals',
    ]);
    const direct = new RerankerClient(`127.0.0.1:${aggregator.port}`);
    expect(await direct.health('tiebreak.v1.AggregatorService')).toBe('SERVING');
    expect(await direct.listServices()).toContain('tiebreak.v1.AggregatorService');
    direct.close();
  });

  it('names the variable of a port that is taken, and leaves nothing running', async () => {
    const options = { host: '127.0.0.1', domainDeadlineMs: 50, policy: POLICY, registry: [] };
    await expect(startAggregator({ ...options, port: aggregator.port, httpPort: 0 })).rejects.toThrow(
      /set TIEBREAK_AGGREGATOR_PORT/,
    );
    await expect(startAggregator({ ...options, port: 0, httpPort: aggregator.httpPort })).rejects.toThrow(
      /set TIEBREAK_AGGREGATOR_HTTP_PORT/,
    );
  });

  function overGrpc(asked: ReturnType<typeof request>, deadlineMs: number): Promise<wire.ResolveResponse> {
    return callUnary(client, resolve, toResolveRequestMessage(asked), { deadlineMs });
  }

  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${aggregator.httpPort}${path}`);
  const post = (path: string, body: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${aggregator.httpPort}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
});
