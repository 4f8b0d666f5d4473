import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import dockerignore from '@balena/dockerignore';
import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { environment } from '@tiebreak/configuration';
import { parse } from 'yaml';

const WORKSPACE = join(__dirname, '../..');
const text = readFileSync(join(__dirname, 'Dockerfile'), 'utf8');
const instructions = DockerfileParser.parse(text).getInstructions();
const stages = stagesOf(instructions);

/** Instructions of each stage, from its FROM on. */
function stagesOf(all: readonly Instruction[]): Instruction[][] {
  const starts = all.flatMap((one, i) => (one.getKeyword() === 'FROM' ? [i] : []));
  return starts.map((start, i) => all.slice(start, starts[i + 1]));
}

/** The arguments of a stage's instructions with one keyword, as written. */
function argumentsOf(stage: readonly Instruction[], keyword: string): (string | null)[] {
  return stage.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent());
}

describe('the Dockerfile', () => {
  const image = stages.at(-1)!;

  it('is one that Docker accepts', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
  });

  it('starts each stage from one exact version of the official slim image', () => {
    const [base] = instructions[0]!.getArguments().map(String);
    expect(base).toMatch(/^NODE_IMAGE=node:\d+\.\d+\.\d+-[a-z]+-slim$/);
    expect(stages.map(([from]) => String(from!.getArguments()[0]))).toEqual(['${NODE_IMAGE}', '${NODE_IMAGE}']);
  });

  it('runs on a version of Node that the workspace supports', () => {
    const [, major] = /node:(\d+)/.exec(text)!;
    const { engines } = JSON.parse(readFileSync(join(WORKSPACE, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(Number(major)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)![0]));
  });

  it('takes the name of the app, and nothing that must be kept secret', () => {
    const names = instructions
      .filter((one) => ['ARG', 'ENV'].includes(one.getKeyword()))
      .flatMap((one) => one.getArguments().map((argument) => String(argument).split('=')[0]!));
    expect(new Set(names)).toEqual(
      new Set(['NODE_IMAGE', 'APP', 'VERSION', 'REVISION', 'NODE_ENV', 'ORT_DISABLE_TELEMETRY']),
    );
  });

  it('runs as the user that the deployment names, who is not root', () => {
    const [user, ...more] = argumentsOf(image, 'USER');
    expect(more).toEqual([]);
    for (const base of ['domain', 'aggregator']) {
      const file = join(WORKSPACE, 'tools/deploy/base', base, 'deployment.yaml');
      const { spec } = parse(readFileSync(file, 'utf8')) as {
        spec: { template: { spec: { securityContext: { runAsUser: number; runAsGroup: number } } } };
      };
      const { runAsUser, runAsGroup } = spec.template.spec.securityContext;
      expect(user).toBe(`${runAsUser}:${runAsGroup}`);
      expect(runAsUser).toBeGreaterThan(0);
    }
  });

  it('has Node itself receive the signal that stops it, and leaves health to the cluster', () => {
    expect(argumentsOf(image, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(argumentsOf(image, 'ENTRYPOINT')).toEqual(['["node", "src/main.js"]']);
    expect([...argumentsOf(image, 'CMD'), ...argumentsOf(image, 'HEALTHCHECK')]).toEqual([]);
  });

  it('puts nothing into the image but a built app, and installs nothing there', () => {
    expect(argumentsOf(image, 'COPY')).toEqual(['/workspace/dist/apps/${APP} ./']);
    expect((image.find((one) => one.getKeyword() === 'COPY') as Copy).getFromFlag()?.getValue()).toBe('build');
    expect([...argumentsOf(image, 'ADD'), ...argumentsOf(image, 'RUN')]).toEqual([]);
  });
});

describe('.dockerignore', () => {
  const ignore = dockerignore().add(readFileSync(join(WORKSPACE, '.dockerignore'), 'utf8'));

  it('lets in what a build reads', () => {
    const read = [
      ...['package.json', 'package-lock.json', '.npmrc', 'nx.json', 'tsconfig.base.json'],
      ...['apps/music/package.json', 'apps/music/src/main.ts', 'apps/music/model/model.onnx'],
      ...['apps/aggregator/registry.json', 'libs/protocol/src/generated', 'libs/domains/music/src/index.ts'],
      ...['tools/build/build.js', 'tools/workspace/targets.js', 'tools/project.json'],
    ];
    for (const path of read) statSync(join(WORKSPACE, path));
    expect(read.filter((path) => ignore.ignores(path))).toEqual([]);
  });

  it('keeps out everything else that may lie here', () => {
    const private_ = [
      ...['.git/config', '.env', 'release.pem', 'tls/tls.key', 'train.jsonl.gz', 'data/train.jsonl'],
      ...['node_modules/nx/package.json', 'libs/report/node_modules/a/index.js', 'dist/apps/music/src/main.js'],
      ...['apps/music/release.pem', 'tools/deploy/music.key', 'libs/protocol/.env'],
    ];
    expect(private_.filter((path) => !ignore.ignores(path))).toEqual([]);
  });
});

describe.each(['music', 'aggregator'])('what becomes the image of %s', (app) => {
  const root = mkdtempSync(join(tmpdir(), 'tiebreak-image-'));
  const image = stages.at(-1)!;
  const folder = join(root, 'image', argumentsOf(image, 'WORKDIR')[0]!);

  beforeAll(() => {
    // The stage "build", as far as it goes without Docker: its last step writes what the image copies.
    const [from, to] = (image.find((one) => one.getKeyword() === 'COPY') as Copy)
      .getArguments()
      .map((argument) => String(argument).replace('${APP}', app));
    const built = spawnSync(process.execPath, ['tools/build/build.js', `apps/${app}`, join(root, from!)], {
      cwd: WORKSPACE,
      encoding: 'utf8',
    });
    expect(built.stderr).toBe('');
    cpSync(join(root, from!), join(folder, to!), { recursive: true });
    rmSync(join(root, 'workspace'), { recursive: true });
    chmodSync(root, 0o755);
    for (const path of paths()) if (statSync(path).isDirectory()) chmodSync(path, 0o555);
  });

  afterAll(() => {
    for (const path of paths()) if (statSync(path).isDirectory()) chmodSync(path, 0o755);
    rmSync(root, { recursive: true });
  });

  it('serves from a folder that nothing can be written to, quietly, until it is asked to stop', async () => {
    const before = paths();
    const [uid, gid] = argumentsOf(image, 'USER')[0]!.split(':').map(Number) as [number, number];
    const [command, ...args] = JSON.parse(argumentsOf(image, 'ENTRYPOINT')[0]!) as string[];
    expect(command).toBe('node');
    const variables = argumentsOf(image, 'ENV').flatMap((line) => line!.split(/[\s\\]+/).map((one) => one.split('=')));
    const ports = ['PORT', 'ADMIN_PORT', 'HTTP_PORT'].map((port) => [`TIEBREAK_${app.toUpperCase()}_${port}`, '0']);
    const service = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: environment().PATH, ...(Object.fromEntries([...variables, ...ports]) as Record<string, string>) },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Only root may become somebody else; who is not root cannot write there either.
      ...(canBe(uid, gid) ? { uid, gid } : {}),
    });
    let complaints = '';
    service.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    const ended = once(service, 'close');
    const line = await createInterface({ input: service.stdout })[Symbol.asyncIterator]().next();
    service.kill(argumentsOf(image, 'STOPSIGNAL')[0] as NodeJS.Signals);
    expect(await ended).toEqual([0, null]);
    expect(String(line.value)).toContain('serves gRPC on port');
    expect(complaints).toBe('');
    expect(paths()).toEqual(before);
  });

  function paths(): string[] {
    return [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))];
  }
});

/** Whether this process can start Node as that user. */
function canBe(uid: number, gid: number): boolean {
  return process.getuid?.() === 0 && spawnSync(process.execPath, ['--version'], { uid, gid }).status === 0;
}
