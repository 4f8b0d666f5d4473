import { connect } from 'node:net';
import { Client, credentials, status } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary } from '@tiebreak/protocol/grpc';
import { RERANKER_METRICS } from '@tiebreak/telemetry';
import { writeTimers } from './bundles';
import { CALL, CANARY, listModels, refusal, ReleasedTimers, rerank } from './released-timers';

const service = new ReleasedTimers();
beforeAll(() => service.writeBundles());

describe('the admin address', () => {
  beforeEach(() => service.start('one'));
  afterEach(() => service.stop());

  it('answers HTTP beside gRPC on one port', async () => {
    const health = await service.page('/health');
    expect([health.status, await health.json()]).toEqual([200, { status: 'SERVING' }]);
    expect(await service.standing()).toHaveLength(1);
    expect((await service.page('/nothing')).status).toBe(404);
    expect((await service.page('/health', { method: 'POST', body: '{}' })).status).toBe(405);
    expect((await service.page('/health', { method: 'HEAD' })).status).toBe(200);
  });

  it('gives Prometheus every metric of the table, and counts what happens', async () => {
    await service.roll('two', CANARY, 1);
    for (let i = 0; i < 3; i++) await service.ask(`r${i}`);
    await refusal(callUnary(service.client, rerank, wire.RerankRequest.decode(new Uint8Array()), CALL));
    const metrics = await service.page('/metrics');
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await metrics.text();
    for (const { name, type, help } of Object.values(RERANKER_METRICS)) {
      expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
    }
    const valueOf = (series: string) =>
      Number(new RegExp(`^${series.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(valueOf('tiebreak_rerank_requests_total{domain="Timers",outcome="answered"}')).toBe(3);
    expect(valueOf('tiebreak_rerank_requests_total{domain="Timers",outcome="refused"}')).toBe(1);
    expect(valueOf('tiebreak_rerank_requests_total{domain="Timers",outcome="failed"}')).toBe(0);
    expect(valueOf('tiebreak_rerank_duration_seconds_count{domain="Timers",role="canary"}')).toBe(3);
    expect(valueOf('tiebreak_rerank_top_score_sum{domain="Timers",role="canary"}')).toBeCloseTo(
      3 / (1 + Math.exp(-2)),
      5,
    );
    expect(valueOf('tiebreak_model_traffic_share{domain="Timers",version="1.1.0",role="canary"}')).toBe(1);
    await service.roll('');
    expect(await (await service.page('/metrics')).text()).not.toContain('version="1.1.0"');
  });

  it('counts whether requests come from the version of the NLU that the answering model was trained on', async () => {
    await writeTimers(service.at('old NLU'), { version: '1.0.0', bias: 0, upstreamVersion: 'nlu-3' });
    await writeTimers(service.at('new NLU'), { version: '1.1.0', bias: 0, upstreamVersion: 'nlu-4' });
    const counts = async () => {
      const text = await (await service.page('/metrics')).text();
      return ['same', 'other', 'unknown'].map((match) =>
        Number(
          new RegExp(`^tiebreak_upstream_version_total{domain="Timers",match="${match}"} (\\d+)$`, 'm').exec(text)![1],
        ),
      );
    };
    expect(await counts()).toEqual([0, 0, 0]);
    // The bundle that the service began with does not say.
    await service.ask('r', 'nlu-3');
    expect(await counts()).toEqual([0, 0, 1]);
    await service.activate('old NLU', { allowRollback: true });
    for (const version of ['nlu-3', 'nlu-3', 'nlu-4', '']) await service.ask('r', version);
    expect(await counts()).toEqual([2, 1, 2]);
    await service.activate('new NLU');
    for (const version of ['nlu-3', 'nlu-4']) await service.ask('r', version);
    expect(await counts()).toEqual([3, 2, 2]);
  });

  it('does not rerank, and the service does not release', async () => {
    const other = new Client(`127.0.0.1:${service.adminPort}`, credentials.createInsecure());
    const request = wire.RerankRequest.decode(new Uint8Array());
    expect((await refusal(callUnary(other, rerank, request, CALL))).code).toBe(status.UNIMPLEMENTED);
    expect((await refusal(callUnary(service.client, listModels, {}, CALL))).code).toBe(status.UNIMPLEMENTED);
    other.close();
  });

  it('lets connections go that speak neither, and stays up', async () => {
    for (const bytes of ['\0\0\0\0garbage', 'P', 'PRI * HTTP/9.9 and then nothing that fits']) {
      await new Promise<void>((resolve) => {
        const socket = connect(service.adminPort, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve();
        });
        socket.resume();
      });
    }
    expect((await service.page('/health')).status).toBe(200);
    expect(await service.standing()).toHaveLength(1);
  });
});
