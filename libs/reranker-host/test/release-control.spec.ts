import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { newSigningKeys, readPrivateKey, readPublicKey, signBundle } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import type { ModelChange } from '@tiebreak/release-control';
import { type RunningReranker, startReranker } from '../src/index';
import type { ShadowRecord } from '@tiebreak/serving';
import { RERANKER_METRICS } from '@tiebreak/telemetry';
import { temporaryRoot, timers, writeTimers } from './bundles';

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);
const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
const root = temporaryRoot();
const at = (name: string) => join(root, name);
const digests = new Map<string, string>();
const { SHADOW, CANARY } = { SHADOW: wire.ModelRole.MODEL_ROLE_SHADOW, CANARY: wire.ModelRole.MODEL_ROLE_CANARY };

let service: RunningReranker;
let client: Client;
let admin: Client;

async function start(model: string, publicKey?: string, trail = at('some trail.jsonl')): Promise<void> {
  service = await startReranker(timers, {
    ...{ host: '127.0.0.1', port: 0, portVariable: 'none', model: at(model) },
    admin: { host: '127.0.0.1', port: 0, portVariable: 'none', modelRoot: root, trail },
    ...(publicKey === undefined ? {} : { publicKey: readPublicKey(publicKey) }),
  });
  client = new Client(`127.0.0.1:${service.port}`, credentials.createInsecure());
  admin = new Client(`127.0.0.1:${service.adminPort!}`, credentials.createInsecure());
}

async function stop(): Promise<void> {
  client.close();
  admin.close();
  await service.close();
}

const ask = (requestId = 'r', upstreamVersion = '') =>
  callUnary(
    client,
    rerank,
    {
      ...{ requestId, utterance: 'set a timer', locale: '', context: undefined, explain: false, upstreamVersion },
      hypotheses: [0.5, 0.2].map((domain, i) => ({
        ...{ id: `h${i}`, domain: 'Timers', intent: 'Set', slots: [], signals: {} },
        scores: { domain, intent: 0.5, ner: 0.5 },
      })),
    },
    { deadlineMs: 5000 },
  );
const version = async (requestId?: string) => (await ask(requestId)).model!.version;
const list = () => callUnary(admin, listModels, {}, { deadlineMs: 5000 });
const activate = (bundle: string, rest: Partial<wire.ActivateModelRequest> = {}) =>
  callUnary(admin, activateModel, { bundle, expectedDigest: '', allowRollback: false, ...rest }, { deadlineMs: 5000 });
const roll = (bundle: string, role: wire.ModelRole = SHADOW, trafficShare?: number) =>
  callUnary(
    admin,
    setRollout,
    { bundle, role, ...(trafficShare === undefined ? {} : { trafficShare }) },
    { deadlineMs: 5000 },
  );
const refusal = async (call: Promise<unknown>): Promise<{ code: number; details: string }> => {
  const { code, details } = await call.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: unknown) => error as ServiceError,
  );
  return { code, details };
};
const standing = async () =>
  (await list()).models.map(({ model, trafficShare }) => [model!.version, model!.role, trafficShare]);

beforeAll(async () => {
  for (const [name, of] of Object.entries({
    one: { version: '1.0.0', bias: 0 },
    two: { version: '1.1.0', bias: 2 },
    three: { version: '2.0.0', bias: -2 },
    foreign: { version: '3.0.0', bias: 0, domain: 'Alarms' },
  }))
    digests.set(name, (await writeTimers(at(name), of)).digest);
  mkdirSync(at('broken'));
  copyFileSync(join(at('two'), 'manifest.json'), join(at('broken'), 'manifest.json'));
  writeFileSync(join(at('broken'), 'model.onnx'), 'no graph');
});

describe('a running service', () => {
  beforeEach(() => start('one'));
  afterEach(stop);

  it('says which model stands, and answers with another after it has been activated', async () => {
    expect(await standing()).toEqual([['1.0.0', wire.ModelRole.MODEL_ROLE_ACTIVE, 1]]);
    const before = await ask();
    const { active, previous } = await activate('two', { expectedDigest: digests.get('two')! });
    expect([active!.version, previous!.version]).toEqual(['1.1.0', '1.0.0']);
    const after = await ask();
    expect([before.model!.version, after.model!.version]).toEqual(['1.0.0', '1.1.0']);
    expect(before.ranked[0]!.score).toBeCloseTo(1 / 2, 6);
    expect(after.ranked[0]!.score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(await standing()).toEqual([['1.1.0', wire.ModelRole.MODEL_ROLE_ACTIVE, 1]]);
  });

  it('goes back to an older version only when that is allowed', async () => {
    await activate('two');
    expect(await refusal(activate('one'))).toEqual({
      code: status.FAILED_PRECONDITION,
      details:
        'bundle: expected version 1.1.0, which is active, or a later one, unless allow_rollback is set, got 1.0.0',
    });
    expect(await version()).toBe('1.1.0');
    expect((await activate('one', { allowRollback: true })).active!.version).toBe('1.0.0');
    expect(await version()).toBe('1.0.0');
  });

  it('takes the activation of what is active for done', async () => {
    const { active, previous } = await activate('one');
    expect(active).toEqual(previous);
  });

  it.each([
    ['a folder that is not there', 'nowhere', {}, /^bundle: expected a folder under .*, got nowhere$/],
    ['a folder outside of the root', '../', {}, /^bundle: expected a folder under/],
    ['an absolute path', root, {}, /^bundle: expected a folder under/],
    ['a link that leads outside', 'link', {}, /^bundle: expected a folder under/],
    ["another domain's bundle", 'foreign', {}, /^bundle foreign: domain: expected Timers, got Alarms$/],
    ['a bundle whose graph was exchanged', 'broken', {}, /^bundle broken: digest: expected sha256:/],
    [
      'another digest than was expected',
      'two',
      { expectedDigest: 'sha256:0' },
      /^expected_digest: expected sha256:.*, got sha256:0$/,
    ],
  ])('refuses %s, and runs on as it was', async (_, bundle, rest, details) => {
    if (bundle === 'link') symlinkSync('/', at('link'));
    const refused = await refusal(activate(bundle, rest));
    expect(refused.code).toBe(status.FAILED_PRECONDITION);
    expect(refused.details).toMatch(details);
    if (!('expectedDigest' in rest)) expect((await refusal(roll(bundle))).code).toBe(status.FAILED_PRECONDITION);
    expect(await version()).toBe('1.0.0');
    expect(await standing()).toHaveLength(1);
  });

  it('refuses what is no request, naming the field', async () => {
    expect(await refusal(activate(''))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('bundle: expected a non-empty string') as string,
    });
    expect((await refusal(roll('two', wire.ModelRole.MODEL_ROLE_ACTIVE))).details).toContain(
      'role: expected MODEL_ROLE_SHADOW or MODEL_ROLE_CANARY',
    );
    expect((await refusal(roll('two', CANARY, 1.5))).details).toContain(
      'trafficShare: expected a share from 0 to 1, got 1.5',
    );
  });

  it('lets a canary answer its share of the requests, the same ones each time, and says so in the answers', async () => {
    await roll('two', CANARY, 0.5);
    const ids = Array.from({ length: 60 }, (_, i) => `request-${i}`);
    const answers = async () =>
      (await Promise.all(ids.map((id) => ask(id)))).map(({ model }) => [model!.version, model!.role]);
    const first = await answers();
    expect(await answers()).toEqual(first);
    const canaries = first.filter(([, role]) => role === CANARY);
    expect(canaries.length).toBeGreaterThan(15);
    expect(canaries.length).toBeLessThan(45);
    expect(new Set(canaries.map(([name]) => name))).toEqual(new Set(['1.1.0']));
    expect(await standing()).toEqual([
      ['1.0.0', wire.ModelRole.MODEL_ROLE_ACTIVE, 0.5],
      ['1.1.0', CANARY, 0.5],
    ]);
    await roll('');
    expect(new Set((await answers()).map(([name]) => name))).toEqual(new Set(['1.0.0']));
  });

  it('never answers with a shadow', async () => {
    await roll('two');
    expect(await standing()).toEqual([
      ['1.0.0', wire.ModelRole.MODEL_ROLE_ACTIVE, 1],
      ['1.1.0', SHADOW, 1],
    ]);
    for (let i = 0; i < 20; i++) expect(await version(`r${i}`)).toBe('1.0.0');
    const models = await fetch(`http://127.0.0.1:${service.adminPort!}/models`);
    const { shadow } = (await models.json()) as { shadow: ShadowRecord };
    // Every score of the other bundle lies 2 higher, and so in the same order.
    expect(shadow).toMatchObject({ compared: 20, winnersDiffer: 0, failed: 0, skipped: 0 });
    expect(shadow.meanDistance).toBeCloseTo(2, 3);
  });

  it('answers every request from exactly one model while models change under it', async () => {
    let done = false;
    const asking = Promise.all(
      Array.from({ length: 8 }, async (_, worker) => {
        const answers: (readonly [string, number])[] = [];
        for (let i = 0; !done; i++) {
          const { model, ranked } = await ask(`w${worker}-${i}`);
          answers.push([model!.version, ranked[0]!.score]);
        }
        return answers;
      }),
    );
    for (let i = 0; i < 30; i++) await activate(['two', 'three', 'one'][i % 3]!, { allowRollback: true });
    done = true;
    const answers = (await asking).flat();
    const scoreOf: Record<string, number> = { '1.0.0': 0, '1.1.0': 2, '2.0.0': -2 };
    expect(new Set(answers.map(([name]) => name))).toEqual(new Set(Object.keys(scoreOf)));
    for (const [name, score] of answers) expect(score).toBeCloseTo(1 / (1 + Math.exp(-scoreOf[name]!)), 6);
  });
});

describe('a service with a public key', () => {
  const keys = newSigningKeys();

  it('does not start with a bundle that was not signed', async () => {
    await expect(start('one', keys.publicKey)).rejects.toThrow('signature: expected the signature of this digest');
  });

  it('runs signed bundles and no others', async () => {
    await writeTimers(at('signed'), { version: '1.0.0', bias: 0 });
    await writeTimers(at('signed too'), { version: '1.1.0', bias: 1 });
    for (const name of ['signed', 'signed too']) await signBundle(at(name), readPrivateKey(keys.privateKey));
    await start('signed', keys.publicKey);
    expect((await refusal(activate('two'))).details).toMatch(/^bundle two: signature: expected .*, got none$/);
    expect((await activate('signed too')).active!.version).toBe('1.1.0');
    await stop();
  });
});

describe('the admin address', () => {
  beforeEach(() => start('one'));
  afterEach(stop);
  const page = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${service.adminPort!}${path}`, init);

  it('answers HTTP beside gRPC on one port', async () => {
    const health = await page('/health');
    expect([health.status, await health.json()]).toEqual([200, { status: 'SERVING' }]);
    expect(await standing()).toHaveLength(1);
    expect((await page('/nothing')).status).toBe(404);
    expect((await page('/health', { method: 'POST', body: '{}' })).status).toBe(405);
    expect((await page('/health', { method: 'HEAD' })).status).toBe(200);
  });

  it('gives Prometheus every metric of the table, and counts what happens', async () => {
    await roll('two', CANARY, 1);
    for (let i = 0; i < 3; i++) await ask(`r${i}`);
    await refusal(callUnary(client, rerank, wire.RerankRequest.decode(new Uint8Array()), { deadlineMs: 5000 }));
    const metrics = await page('/metrics');
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
    await roll('');
    expect(await (await page('/metrics')).text()).not.toContain('version="1.1.0"');
  });

  it('counts whether requests come from the version of the NLU that the answering model was trained on', async () => {
    await writeTimers(at('old NLU'), { version: '1.0.0', bias: 0, upstreamVersion: 'nlu-3' });
    await writeTimers(at('new NLU'), { version: '1.1.0', bias: 0, upstreamVersion: 'nlu-4' });
    const counts = async () => {
      const text = await (await page('/metrics')).text();
      return ['same', 'other', 'unknown'].map((match) =>
        Number(
          new RegExp(`^tiebreak_upstream_version_total{domain="Timers",match="${match}"} (\\d+)$`, 'm').exec(text)![1],
        ),
      );
    };
    expect(await counts()).toEqual([0, 0, 0]);
    // The bundle that the service began with does not say.
    await ask('r', 'nlu-3');
    expect(await counts()).toEqual([0, 0, 1]);
    await activate('old NLU', { allowRollback: true });
    for (const version of ['nlu-3', 'nlu-3', 'nlu-4', '']) await ask('r', version);
    expect(await counts()).toEqual([2, 1, 2]);
    await activate('new NLU');
    for (const version of ['nlu-3', 'nlu-4']) await ask('r', version);
    expect(await counts()).toEqual([3, 2, 2]);
  });

  it('does not rerank, and the service does not release', async () => {
    const other = new Client(`127.0.0.1:${service.adminPort!}`, credentials.createInsecure());
    const request = wire.RerankRequest.decode(new Uint8Array());
    expect((await refusal(callUnary(other, rerank, request, { deadlineMs: 5000 }))).code).toBe(status.UNIMPLEMENTED);
    expect((await refusal(callUnary(client, listModels, {}, { deadlineMs: 5000 }))).code).toBe(status.UNIMPLEMENTED);
    other.close();
  });

  it('lets connections go that speak neither, and stays up', async () => {
    for (const bytes of ['\0\0\0\0garbage', 'P', 'PRI * HTTP/9.9 and then nothing that fits']) {
      await new Promise<void>((resolve) => {
        const socket = connect(service.adminPort!, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve();
        });
        socket.resume();
      });
    }
    expect((await page('/health')).status).toBe(200);
    expect(await standing()).toHaveLength(1);
  });
});

describe('the audit trail', () => {
  const file = at('trail.jsonl');
  const startWithTrail = (model: string) => start(model, undefined, file);
  const lines = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ModelChange);

  it('says who did what to the models and when, also what was refused, and is there after a restart', async () => {
    const before = new Date().toISOString();
    await startWithTrail('one');
    await roll('two', CANARY, 0.25);
    await activate('two');
    await refusal(activate('one'));
    await roll('');
    await stop();
    await startWithTrail('two');
    const page = await fetch(`http://127.0.0.1:${service.adminPort!}/models`);
    const { history } = (await page.json()) as { history: ModelChange[] };
    await stop();
    expect(lines()).toEqual(history);
    expect(history.every(({ time }, i) => time >= (history[i - 1]?.time ?? before))).toBe(true);
    const [one, two] = [digests.get('one'), digests.get('two')];
    expect(history).toMatchObject([
      { by: [], change: 'started', bundle: 'one', version: '1.0.0', digest: one },
      { by: [], change: 'canary', bundle: 'two', version: '1.1.0', digest: two, trafficShare: 0.25 },
      { by: [], change: 'active', bundle: 'two', version: '1.1.0', digest: two },
      { by: [], change: 'active', bundle: 'one', refused: expect.stringContaining('allow_rollback') as string },
      { by: [], change: 'ended', bundle: '' },
      { by: [], change: 'started', bundle: 'two', version: '1.1.0', digest: two },
    ]);
  });

  it('is as long as it may be: a service reads only its end', async () => {
    const change = { time: '2026-01-01T00:00:00.000Z', by: [], change: 'ended', bundle: 'x'.repeat(1_000) };
    writeFileSync(file, `${JSON.stringify(change)}\n`.repeat(5_000));
    await startWithTrail('one');
    const page = await fetch(`http://127.0.0.1:${service.adminPort!}/models`);
    const { history } = (await page.json()) as { history: ModelChange[] };
    await stop();
    expect(history).toHaveLength(100);
    expect(history.slice(0, 99)).toEqual(Array.from({ length: 99 }, () => change));
  });

  it('does not start over a file that holds something else', async () => {
    writeFileSync(file, 'not a trail\n');
    await expect(startWithTrail('one')).rejects.toThrow(/^audit trail .*trail.jsonl: expected lines of JSON/);
  });
});
