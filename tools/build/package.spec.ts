import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { environment } from '@tiebreak/configuration';
import { music } from '@tiebreak/domain-music';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';

const WORKSPACE = join(__dirname, '../..');
const run = promisify(execFile);

/** What the README shows first. */
const snippet = /```ts\n([^]*?)```/.exec(readFileSync(join(WORKSPACE, 'libs/client/README.md'), 'utf8'))![1]!;

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the client as npm would install it, far from the workspace', () => {
  const project = mkdtempSync(join(tmpdir(), 'tiebreak-package-'));
  const installed = join(project, 'node_modules/@tiebreak/client');
  let manifest: PackageJson;
  let reranker: RunningReranker;
  let aggregator: RunningAggregator;

  beforeAll(async () => {
    const built = join(project, 'built');
    execFileSync(process.execPath, ['tools/build/build-package.js', 'libs/client', built], { cwd: WORKSPACE });
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], {
      cwd: built,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', join(project, packed.trim()), '-C', installed, '--strip-components=1']);
    manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as PackageJson;
    // What it does not declare it does not find.
    for (const name of [...Object.keys(manifest.dependencies), '@types/node']) link(name);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');

    reranker = await startReranker(music, {
      ...{ host: '127.0.0.1', port: 0, portVariable: 'none' },
      model: join(WORKSPACE, 'apps/music/model'),
    });
    aggregator = await startAggregator({
      ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 5_000 },
      registry: [{ domain: 'Music', address: `127.0.0.1:${reranker.port}`, fallback: { slope: 1, intercept: 0 } }],
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
    });
  });

  afterAll(async () => {
    await aggregator.close();
    await reranker.close();
    rmSync(project, { recursive: true });
  });

  function link(name: string): void {
    const at = join(project, 'node_modules', name);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(WORKSPACE, 'node_modules', name), at, 'junction');
  }

  it('needs what the wire needs, and neither Nest nor ONNX nor another part of the workspace', () => {
    expect(Object.keys(manifest.dependencies)).toEqual([
      '@bufbuild/protobuf',
      '@grpc/grpc-js',
      'nice-grpc-error-details',
    ]);
    expect(manifest.name).toBe('@tiebreak/client');
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(manifest).not.toHaveProperty('private');
    const texts = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(js|ts)$/.test(file),
    );
    expect(texts.length).toBeGreaterThan(1);
    for (const file of texts)
      expect([file, readFileSync(join(installed, file), 'utf8')]).not.toEqual([
        file,
        expect.stringMatching(/(from |import\()["'](@tiebreak|@nestjs|onnxruntime)/),
      ]);
  });

  it('carries its README and its licence', () => {
    for (const file of ['README.md', 'LICENSE'])
      expect([file, existsSync(join(installed, file))]).toEqual([file, true]);
  });

  it("runs the README's snippet against an aggregator", async () => {
    const program = join(project, 'snippet.js');
    writeFileSync(program, snippet);
    const { stdout, stderr } = await run(process.execPath, [program], {
      cwd: project,
      env: { PATH: environment().PATH, TIEBREAK_ADDRESS: `127.0.0.1:${aggregator.port}` },
    });
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^[01]\.\d{3} Music SearchCreativeWork$/);
    expect(lines.at(-1)).toMatch(/^(do h|ask: |nothing here)/);
  });

  it("has types with which the README's snippet compiles, and wrong uses do not", async () => {
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
      ...{ module: 'nodenext', target: 'es2023', types: ['node'], noEmit: true },
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    writeFileSync(join(project, 'snippet.ts'), snippet);
    writeFileSync(join(project, 'wrong.ts'), WRONG);
    const { stdout } = await run(
      process.execPath,
      [join(WORKSPACE, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'],
      { cwd: project },
    ).catch((error: unknown) => error as { stdout: string });
    const complaints = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(([, file, line, code]) => [
      file,
      WRONG.split('\n')[Number(line) - 1]?.trim(),
      code,
    ]);
    expect(complaints).toEqual([
      ['wrong.ts', 'createClient({ addres: "a:1" });', 'TS2561'],
      ['wrong.ts', 'client.resolve({ hypotheses: [] });', 'TS2345'],
      ['wrong.ts', 'resolution.decision.kind === "ACT";', 'TS2367'],
      ['wrong.ts', 'hypothesis.scores = {};', 'TS2540'],
    ]);
  });
});

/** A line for each thing that its types should not let pass; the others should. */
const WRONG = `import { createClient, type Resolution, TiebreakError } from '@tiebreak/client';
createClient({ addres: "a:1" });
const client = createClient({ addresses: ['10.0.0.1:50050'], tls: {}, retries: 1 });
client.resolve({ hypotheses: [] });
const resolution: Resolution = await client.resolve({ utterance: '', hypotheses: [], context: { device: 'tablet' } });
resolution.decision.kind === "ACT";
const [{ hypothesis, score } = { hypothesis: undefined, score: 0 }] = resolution.ranked;
if (hypothesis !== undefined) {
  hypothesis.scores = {};
}
const total: number = score + resolution.decision.probabilityRight;
const code: string = new TiebreakError('INTERNAL', String(total)).code;
client.resolve({ utterance: code, hypotheses: [] }, { signal: AbortSignal.timeout(5), deadlineMs: 5 });
`;
