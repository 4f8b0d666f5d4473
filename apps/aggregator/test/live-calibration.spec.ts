import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, credentials, status } from '@grpc/grpc-js';
import { DEFAULT_COSTS } from '@tiebreak/aggregation';
import { type CalibrationView, type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { openDecisionLog } from '@tiebreak/decision-log';
import { music } from '@tiebreak/domain-music';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { goodRequest } from './good-request';

const MODEL = fileURLToPath(new URL('../../music/model', import.meta.url));
const { recordOutcome } = toGrpcService(wire.AggregatorServiceDefinition);

describe('live calibration over sockets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-decisions-'));
  const place = join(folder, 'decisions.db');
  let reranker: RunningReranker;
  let replicas: RunningAggregator[];

  const start = async (words: boolean): Promise<RunningAggregator> =>
    startAggregator({
      ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 10_000 },
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none' },
      policy: { costs: DEFAULT_COSTS, joint: { slope: 0.8, intercept: 2, utteranceSlope: 1 } },
      registry: [
        { domain: 'Music', address: `127.0.0.1:${reranker.port}`, fallback: { slope: 1, intercept: 0 } },
        { domain: 'Video', address: '127.0.0.1:1', fallback: { slope: 1, intercept: 0 } },
      ],
      liveCalibration: { log: await openDecisionLog(place), words, days: 30, recalibrated: ['Music'] },
    });

  beforeAll(async () => {
    reranker = await startReranker(music, { host: '127.0.0.1', port: 0, portVariable: 'none', model: MODEL });
    replicas = [await start(false), await start(true)];
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await reranker.close();
    rmSync(folder, { recursive: true });
  });

  const post = (replica: number, path: string, body: object): Promise<Response> =>
    fetch(`http://127.0.0.1:${replicas[replica]!.httpPort}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const resolve = async (replica: number, requestId: string): Promise<wire.ResolveResponse> =>
    (await (await post(replica, '/v1/resolve', { ...goodRequest, requestId })).json()) as wire.ResolveResponse;
  const viewOf = async (replica: number): Promise<CalibrationView> =>
    (await (await fetch(`http://127.0.0.1:${replicas[replica]!.httpPort}/v1/calibration`)).json()) as CalibrationView;

  it('joins on one replica what another one decided, and shows it on both', async () => {
    const { ranked } = await resolve(0, 'first');
    expect(ranked[0]).toMatchObject({ score: ranked[0]!.bundleScore, fallback: false });
    const right = ranked[0]!.hypothesis!.id;
    const answer = await post(1, '/v1/outcomes', { requestId: 'first', rightHypothesisId: right });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    for (const replica of [0, 1]) {
      const { logging, models } = await viewOf(replica);
      expect(logging).toBe(true);
      expect(models).toMatchObject([
        {
          ...{ domain: 'Music', outcomes: 1, topOutcomes: 1 },
          reliability: [{ count: 1, meanScore: ranked[0]!.bundleScore, rightShare: 1 }],
          detector: { alarm: false, since: null },
          recalibration: { on: true, scale: 1, shift: 0 },
        },
      ]);
    }
  });

  it('accepts a second report of a request over gRPC, and goes on knowing the first', async () => {
    const client = new Client(`127.0.0.1:${replicas[0]!.port}`, credentials.createInsecure());
    const report = {
      ...{ requestId: 'first', rightHypothesisId: '', wrongHypothesisIds: [], noneRight: true },
      occurredAt: undefined,
    };
    await callUnary(client, recordOutcome, report, { deadlineMs: 5_000 });
    expect((await viewOf(0)).models[0]).toMatchObject({ outcomes: 1, reliability: [{ rightShare: 1 }] });
    await expect(
      callUnary(client, recordOutcome, { ...report, requestId: 'nobody-asked' }, { deadlineMs: 5_000 }),
    ).rejects.toMatchObject({ code: status.NOT_FOUND });
    client.close();
  });

  it('takes a declined hypothesis for wrong, and the others for unknown', async () => {
    const { ranked } = await resolve(1, 'declined');
    const last = ranked.at(-1)!.hypothesis!.id;
    expect((await post(0, '/v1/outcomes', { requestId: 'declined', wrongHypothesisIds: [last] })).status).toBe(200);
    // The first hypothesis may still be right: the curve does not grow.
    expect((await viewOf(0)).models[0]).toMatchObject({ outcomes: 2, topOutcomes: ranked.length === 1 ? 2 : 1 });
  });

  it('refuses what it cannot join, and says why', async () => {
    await resolve(0, 'asked');
    const answers = await Promise.all([
      post(0, '/v1/outcomes', { requestId: 'asked' }),
      post(0, '/v1/outcomes', { requestId: 'asked', rightHypothesisId: 'no-such' }),
      post(0, '/v1/outcomes', { requestId: 'nobody-asked', noneRight: true }),
    ]);
    const said = await Promise.all(
      answers.map(async (one) => [one.status, ((await one.json()) as { detail: string }).detail]),
    );
    expect(said).toEqual([
      [400, 'input: expected rightHypothesisId, wrongHypothesisIds or noneRight, got nothing'],
      [400, 'rightHypothesisId: expected the id of a hypothesis that was ranked in this request, got no-such'],
      [404, 'requestId: expected a request whose decision is kept, got nobody-asked'],
    ]);
  });

  it('keeps no words unless it is told to', async () => {
    await Promise.all([resolve(0, 'without-words'), resolve(1, 'with-words')]);
    // A report waits for its decision, so both are written afterwards.
    for (const requestId of ['without-words', 'with-words'])
      await post(0, '/v1/outcomes', { requestId, noneRight: true });
    const log = await openDecisionLog(place);
    const [without, withWords] = [await log.find('without-words'), await log.find('with-words')];
    await log.close();
    expect(without!.utterance).toBeUndefined();
    expect(withWords!.utterance).toBe(goodRequest.utterance);
    const values = goodRequest.hypotheses.flatMap(({ slots }) => slots.map(({ value }) => value));
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(JSON.stringify(without)).not.toContain(value);
  });

  it('is measured', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${replicas[0]!.adminPort!}/metrics`)).text();
    expect(metrics).toMatch(/tiebreak_outcomes_total\{result="unknown"\} [1-9]/);
    expect(metrics).toMatch(/tiebreak_calibration_alarm\{domain="Music",version="[\d.]+"\} 0/);
    expect(metrics).toContain('tiebreak_decisions_dropped_total 0');
  });

  it('knows after a restart what it knew before', async () => {
    const before = await viewOf(0);
    await replicas[0]!.close();
    replicas[0] = await start(false);
    const after = await viewOf(0);
    expect(after.models.map(({ domain, outcomes, reliability }) => [domain, outcomes, reliability])).toEqual(
      before.models.map(({ domain, outcomes, reliability }) => [domain, outcomes, reliability]),
    );
  });
});
