import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment, readRegistry } from '@tiebreak/configuration';
import { RerankerClient } from '@tiebreak/conformance';
import { music } from '@tiebreak/domain-music';
import { ofDomain } from '@tiebreak/interpretation';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import type { wire } from '@tiebreak/protocol';
import { rerank, type RerankRequest } from '@tiebreak/scoring';
import { exampleRequest } from '../acceptance/example-request';

const WORKSPACE = join(__dirname, '../..');
const STOP_MS = 5_000;

interface RunningApp {
  readonly process: ChildProcess;
  /** gRPC, then HTTP where there is one. */
  readonly ports: readonly number[];
}

describe('a built app, in a folder far from the workspace, with nothing in its environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-build-'));
  const running: RunningApp[] = [];
  const example = exampleRequest();
  const request: RerankRequest = { ...example, ...ofDomain(example, music.name), upstreamVersion: '' };
  let domain: RunningApp;
  let aggregator: RunningApp;
  let right: (readonly [id: string, score: number])[];

  beforeAll(async () => {
    for (const name of ['music', 'aggregator'])
      execFileSync(process.execPath, ['tools/build/build.js', `apps/${name}`, join(folder, name)], { cwd: WORKSPACE });
    right = await rankInWorkspace(request);
    domain = await run('music', { TIEBREAK_MUSIC_PORT: '0' });
    const entry = readRegistry(join(folder, 'aggregator/registry.json')).find((one) => one.domain === music.name)!;
    const registry = join(folder, 'registry.json');
    writeFileSync(registry, JSON.stringify([{ ...entry, address: `127.0.0.1:${domain.ports[0]!}` }]));
    aggregator = await run('aggregator', {
      TIEBREAK_AGGREGATOR_PORT: '0',
      TIEBREAK_AGGREGATOR_HTTP_PORT: '0',
      TIEBREAK_REGISTRY: registry,
      // Long, so that a slow machine does not turn a model's answer into a fallback.
      TIEBREAK_DOMAIN_DEADLINE_MS: '10000',
    });
  });

  afterAll(() => {
    for (const { process } of running) process.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it("is healthy, and gives the workspace's scores to the bit", async () => {
    const client = new RerankerClient(`127.0.0.1:${domain.ports[0]!}`);
    expect(await client.health('tiebreak.v1.RerankerService')).toBe('SERVING');
    const { ranked } = await client.rerank(request);
    client.close();
    expect(ranked.map(({ hypothesis, score }) => [hypothesis!.id, score])).toEqual(right);
  });

  it('resolves over HTTP what the built domain ranks', async () => {
    const response = await http('/v1/resolve', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const { ranked, outcomes } = (await response.json()) as wire.ResolveResponse;
    expect(outcomes).toMatchObject([{ domain: music.name, status: 'DOMAIN_STATUS_RANKED' }]);
    expect(ranked.map(({ hypothesis, score }) => [hypothesis!.id, score])).toEqual(right);
  });

  it('shows its documentation, with what the page needs', async () => {
    expect(await (await http('/docs')).text()).toContain('swagger-ui');
    for (const asset of ['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs-json'])
      expect([asset, (await http(asset)).status]).toEqual([asset, 200]);
  });

  it('carries native code of this platform only, and nothing that is there for development', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const native = files.filter((file) => file.endsWith('.node'));
    const here = `${process.platform}\\W${process.arch}\\W`;
    expect(native.filter((file) => !new RegExp(here).test(file))).toEqual([]);
    // Models on one side, the log of decisions on the other.
    expect(native).toContainEqual(
      expect.stringMatching(new RegExp(`^music.node_modules.onnxruntime-node.*\\W${here}`)),
    );
    expect(native.filter((file) => !/^(music.*onnxruntime-node|aggregator.*@libsql)\W/.test(file))).toEqual([]);
    const unwanted = /^\w+.node_modules.(typescript|jest|esbuild|@types|@tiebreak)$/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('ends with 0 on SIGTERM, within seconds, though it has clients', async () => {
    const start = performance.now();
    const codes = running.map(async ({ process }) => {
      process.kill('SIGTERM');
      const [code] = (await once(process, 'exit')) as [number | null];
      return code;
    });
    expect(await Promise.all(codes)).toEqual([0, 0]);
    expect(performance.now() - start).toBeLessThan(STOP_MS);
  });

  function http(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${aggregator.ports[1]!}${path}`, init);
  }

  /** Starts a built app and waits for the line by which it says that it serves. */
  async function run(name: string, variables: Readonly<Record<string, string>>): Promise<RunningApp> {
    const app = spawn(process.execPath, [join(folder, name, 'src/main.js')], {
      cwd: folder,
      env: { PATH: environment().PATH, ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // An app that cannot start closes its output without a line.
    const lines = createInterface({ input: app.stdout })[Symbol.asyncIterator]();
    const line = String((await lines.next()).value);
    const started = { process: app, ports: [...line.matchAll(/port (\d+)/g)].map(([, port]) => Number(port)) };
    running.push(started);
    if (started.ports.length === 0) throw new Error(`${name} did not start: ${line}`);
    return started;
  }
});

async function rankInWorkspace(request: RerankRequest): Promise<(readonly [id: string, score: number])[]> {
  const { model } = await readRerankerBundle(join(WORKSPACE, 'apps/music/model'), { domain: music.name });
  const ranked = await rerank(model, request);
  await model.release();
  return ranked.map(({ hypothesis, score }) => [hypothesis.id, score]);
}
