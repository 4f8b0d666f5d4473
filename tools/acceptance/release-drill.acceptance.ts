import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { credentials } from '@grpc/grpc-js';
import { environment } from '@tiebreak/configuration';
import { books } from '@tiebreak/domain-books';
import { video } from '@tiebreak/domain-video';
import { ofDomain } from '@tiebreak/interpretation';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { rerank } from '@tiebreak/scoring';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host';
import { ungatedModels } from '../release/gated';
import { releasePlan } from '../release/plan';
import { releasedProjects } from '../release/projects';
import { startAggregatorProcess, startDomain } from './app-processes';
import { copyWithGraph, shiftScores } from '@tiebreak/conformance/bundle-edits';
import { FULL_SIZE, WORKSPACE } from './data';
import { exampleRequest } from './example-request';
import { describeWithGit, ScratchClone } from './scratch-clone';
import { type Answer, statusOf, SteadyLoad } from './steady-load';

/** The last release's version, of every app. */
const BEFORE = '7.0.0';
const RELEASES = 3;
/** Long: how late an answer may be when a replica goes is what `replicas` asks; here it is who answers, and what. */
const DEADLINE_MS = FULL_SIZE ? 500 : 5_000;
const DOMAINS = ['books', 'music', 'video'];
const APPS = ['aggregator', 'books', 'cli', 'console', 'music', 'nlu', 'search', 'video'];

/** What one commit, by its subject and the file that it touches, releases. */
const COMMITS: readonly (readonly [subject: string, file: string, released: readonly string[]])[] = [
  ['feat(music): retrain on more lines', 'apps/music/model/manifest.json', ['music']],
  ['fix(aggregator): call music elsewhere', 'apps/aggregator/registry.json', ['aggregator']],
  ['feat(search): more songs', 'apps/search/catalogue/music.jsonl', ['search']],
  ['fix: remember less', 'libs/retrieval/feedback/src/query-memory.ts', ['cli', 'search']],
  ['fix: ask less often', 'libs/aggregation/src/decide.ts', ['aggregator', 'cli']],
  ['feat: hear of concerts', 'libs/domains/music/src/index.ts', ['cli', 'music']],
  [
    'perf: sort in place',
    'libs/reranking/scoring/src/index.ts',
    ['aggregator', 'books', 'cli', 'music', 'search', 'video'],
  ],
  ['perf: decode sooner', 'libs/reference-nlu/src/crf/best-paths.ts', ['cli', 'nlu']],
  ['perf: extract once', 'libs/reranking/scoring/src/rerank.ts', ['books', 'cli', 'music', 'video']],
  ['fix: refuse damaged graphs', 'libs/onnx-model/src/read-bundle.ts', ['books', 'cli', 'music', 'video']],
  ['fix: write smaller graphs', 'libs/onnx-model/src/write-bundle.ts', ['cli']],
  ['feat: shadow twice', 'libs/reranker-host/src/reranker.ts', DOMAINS],
  ['Answer sooner', 'libs/reranker-host/src/reranker.ts', DOMAINS],
  ['docs: draw the arrows', 'docs/architecture.md', []],
  ['docs: say why', 'libs/aggregation/src/decide.ts', []],
  ['test(music): keep more lines', 'apps/music/test/golden-lines.jsonl', []],
  ['Try equal scores', 'libs/reranking/scoring/src/rerank.spec.ts', []],
  ['fix: try the contract harder', 'libs/conformance/src/describe-reranker.ts', []],
  ['ci: wait longer', '.github/workflows/ci.yml', []],
];

describeWithGit('a release drill in a scratch clone', () => {
  let clone: ScratchClone;
  let base: string;
  /** Of music: what ran before, and its releases. */
  const builds: string[] = [];
  const temporary = mkdtempSync(join(tmpdir(), 'tiebreak-drill-'));

  beforeAll(() => {
    clone = new ScratchClone();
    // Whatever has happened since the last release is released: the drill begins after it.
    for (const { root } of releasedProjects(clone.folder)) setVersion(root);
    clone.commit('chore(release): begin');
    base = clone.git('rev-parse', 'HEAD').trim();
  });

  afterAll(() => {
    clone.remove();
    rmSync(temporary, { recursive: true });
  });

  afterEach(() => clone.git('reset', '--quiet', '--hard', base));

  const releases = async (): Promise<string[]> => (await releasePlan(clone.folder)).map(({ name }) => name);
  const subjectOf = (hash: string): string => clone.git('log', '-1', '--format=%s', hash).trim();

  describe('each commit', () => {
    /** The apps that release a commit, by its subject. */
    let released: (subject: string) => string[];

    beforeAll(async () => {
      for (const [subject, file] of COMMITS) clone.commit(subject, file);
      const plan = await releasePlan(clone.folder);
      released = (subject) =>
        plan.filter(({ changes }) => changes.some(({ hash }) => subjectOf(hash) === subject)).map(({ name }) => name);
    }, 60_000);

    it.each(COMMITS)('"%s", of %s, is released by exactly %j', (subject, _, apps) => {
      expect(released(subject)).toEqual(apps);
    });
  });

  it('a new version of an npm package releases the apps that ship it', async () => {
    const lockfile = JSON.parse(readFileSync(clone.path('package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string }>;
    };
    for (const name of ['express', 'jest']) lockfile.packages[`node_modules/${name}`]!.version = '99.0.0';
    writeFileSync(clone.path('package-lock.json'), JSON.stringify(lockfile, null, 2));
    clone.commit('build: take newer packages');
    expect(await releases()).toEqual(['aggregator', 'search']);
  });

  it('a model that the gate has not compared with the one before is named', async () => {
    await retrain(1);
    const complaints = ungatedModels(clone.folder, `${base}..HEAD`, releasedProjects(clone.folder));
    expect(complaints).toEqual([expect.stringMatching(/apps\/music\/model\/manifest.json: expected the gate to have/)]);
  });

  it('a protocol that breaks clients fails the tests', () => {
    const wire = (): { status: number | null; stderr: string } =>
      spawnSync(
        process.execPath,
        ['node_modules/jest/bin/jest.js', '--config', 'jest.config.js', '--rootDir', 'tools/compat', 'wire.spec'],
        { cwd: clone.folder, env: environment(), encoding: 'utf8' },
      );
    const { status, stderr } = wire();
    expect([status, stderr]).toEqual([0, expect.stringContaining('PASS')]);
    const file = clone.path('libs/protocol/proto/tiebreak/v1/interpretation.proto');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ {2}string intent = \d+;.*\n/m, ''));
    const broken = wire();
    expect(broken.status).toBe(1);
    expect(broken.stderr).toMatch(/Previously present field .*intent/);
  }, 60_000);

  it(`${RELEASES} releases of music are versions, tags and entries of music's changelog, and of nothing else`, async () => {
    builds.push(build('music-before'));
    for (let i = 1; i <= RELEASES; i++) {
      await retrain(i);
      clone.run('tools/release/release.ts', 'music');
      builds.push(build(`music-${i}`));
    }
    const versions = ['7.1.0', '7.2.0', '7.3.0'];
    expect(clone.git('tag', '--list').trim().split('\n')).toEqual(versions.map((version) => `music@${version}`));
    expect(Object.fromEntries(releasedProjects(clone.folder).map(({ name, version }) => [name, version]))).toEqual({
      ...Object.fromEntries(APPS.map((name) => [name, BEFORE])),
      music: versions.at(-1),
    });
    expect(readFileSync(clone.path('apps/music/CHANGELOG.md'), 'utf8').match(/^## \S+|^- .*/gm)).toEqual(
      versions.reverse().flatMap((version) => [`## ${version}`, '- retrain']),
    );
    expect(await releases()).toEqual([]);
  }, 300_000);

  it(`${RELEASES} releases of music, while traffic flows, change no other domain's score and cost no request`, async () => {
    expect(builds).toHaveLength(1 + RELEASES);
    const [booksService, videoService, ...replicas] = await Promise.all([
      startDomain('Books', 0),
      startDomain('Video', 0),
      startBuild(builds[0]!, 0),
      startBuild(builds[0]!, 0),
    ]);
    const addresses = {
      Books: `127.0.0.1:${booksService.ports[0]!}`,
      Video: `127.0.0.1:${videoService.ports[0]!}`,
      Music: `ipv4:${replicas.map(({ ports }) => `127.0.0.1:${ports[0]!}`).join(',')}`,
    };
    const aggregator = await startAggregatorProcess(addresses, {
      TIEBREAK_DOMAIN_DEADLINE_MS: String(DEADLINE_MS / 2),
    });
    const load = new SteadyLoad(`127.0.0.1:${aggregator.ports[0]!}`, credentials.createInsecure(), DEADLINE_MS);
    await load.warmUp();
    load.start();
    for (const released of builds.slice(1))
      for (const [which, replica] of replicas.entries()) {
        await replica.stop('SIGTERM');
        replicas[which] = await startBuild(released, replica.ports[0]!);
        // The other one must not go before this one is found again.
        await sleep(2_000);
      }
    const answers = await load.stop();
    await Promise.all([aggregator, booksService, videoService, ...replicas].map((service) => service.stop()));

    const digests = [...new Set(answers.map(musicDigest))];
    const slowest = Math.max(...answers.map(({ ms }) => ms));
    console.log(
      `${answers.length} requests, answered by ${digests.length} models of music, the slowest after ${slowest.toFixed(0)} ms`,
    );
    expect(answers.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(answers.filter((answer) => statusOf(answer, 'Music') !== 'DOMAIN_STATUS_RANKED')).toEqual([]);
    expect([...new Set(answers.map(scoresOfOthers))]).toEqual([JSON.stringify(await inProcessScoresOfOthers())]);
    expect(digests).toEqual(builds.map(digestOf));
  }, 300_000);

  /** Commits another model of music: each has its scores moved a little further. */
  async function retrain(by: number): Promise<void> {
    const next = join(temporary, 'next');
    await copyWithGraph(join(WORKSPACE, 'apps/music/model'), next, shiftScores(by / 10));
    cpSync(next, clone.path('apps/music/model'), { recursive: true });
    clone.commit('feat(music): retrain');
  }

  /** Builds music as the clone has it now. @returns its folder */
  function build(name: string): string {
    clone.run('tools/build/build.js', 'apps/music', join(temporary, name));
    return join(temporary, name);
  }

  function setVersion(root: string): void {
    const file = clone.path(`${root}/package.json`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"version": "[^"]*"/, `"version": "${BEFORE}"`));
  }
});

function startBuild(folder: string, port: number): Promise<ServiceProcess> {
  const ports = { TIEBREAK_MUSIC_PORT: String(port), TIEBREAK_MUSIC_ADMIN_PORT: '0' };
  return startServiceProcess('music', [join(folder, 'src/main.js')], { ...environment(), ...ports });
}

function digestOf(build: string): string {
  return (JSON.parse(readFileSync(join(build, 'model/manifest.json'), 'utf8')) as { digest: string }).digest;
}

function musicDigest({ response }: Answer): string | undefined {
  return response?.outcomes.find(({ domain }) => domain === 'Music')?.model?.digest;
}

/** Books' and Video's scores by hypothesis, to the bit. */
function scoresOfOthers({ response }: Answer): string {
  const others = (response?.ranked ?? []).filter(({ hypothesis }) => hypothesis!.domain !== 'Music');
  return JSON.stringify(sorted(others.map(({ hypothesis, score }) => [hypothesis!.id, score])));
}

async function inProcessScoresOfOthers(): Promise<unknown> {
  const scores: [string, number][] = [];
  for (const { name } of [books, video]) {
    const { model } = await readRerankerBundle(join(WORKSPACE, 'apps', name.toLowerCase(), 'model'), { domain: name });
    const list = ofDomain(exampleRequest(), name);
    const ranked = await rerank(model, { ...list, explain: false });
    await model.release();
    scores.push(...ranked.map(({ hypothesis, score }): [string, number] => [hypothesis.id, score]));
  }
  return sorted(scores);
}

function sorted(scores: readonly (readonly [id: string, score: number])[]): unknown {
  return [...scores].sort(([a], [b]) => a.localeCompare(b));
}
