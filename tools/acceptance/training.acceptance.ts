import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { ofDomain } from '@tiebreak/interpretation';
import { readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import { quantile } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE, NBEST, WORKSPACE } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { makeRerankerLines } from './shipped-lines';

const LIMITS = {
  blendsSeconds: 120,
  blendBytes: 1e9,
  logLinearSeconds: 3,
  repeatedBytes: 2e9,
  linearTime: 2,
  inference: 3,
};
/** How often the training lines are repeated to see that time stays linear and memory bounded. */
const TIMES = FULL_SIZE ? 100 : 10;
const INFERENCE_ROUNDS = 400;
const DOMAINS = ['Books', 'Music', 'Video'];
/** Prints the peak memory of the process that it ends in, in kilobytes, as the last line of stderr. */
const REPORT_PEAK = "process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))";

interface Run {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Trains a domain as a user does, in a process of its own. */
async function train(
  domain: string,
  kind: string,
  lines: Readonly<Record<'train' | 'dev', string>>,
  out: string,
  version = '1.0.0',
): Promise<Run> {
  const flags = { domain, kind, data: lines.train, dev: lines.dev, out, 'bundle-version': version };
  const start = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(REPORT_PEAK)}`],
      ...[join(WORKSPACE, 'apps/cli/bin/tiebreak.js'), 'train'],
      ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    { maxBuffer: 2 ** 26 },
  );
  return { seconds: (performance.now() - start) / 1000, peakBytes: Number(stderr.trim().split('\n').at(-1)) * 1024 };
}

/** How long the command line takes to start, which is no training. */
async function startSeconds(): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await promisify(execFile)(process.execPath, [join(WORKSPACE, 'apps/cli/bin/tiebreak.js'), 'train', '--help']);
    seconds.push((performance.now() - start) / 1000);
  }
  return quantile(seconds, 0.5);
}

/** The training lines `times` over, every copy with ids of its own, written without holding them. */
async function repeatLines(file: string, times: number): Promise<void> {
  const lines = gunzipSync(await readFile(NBEST.train))
    .toString('utf8')
    .trim()
    .split('\n');
  const out = createWriteStream(file);
  for (let copy = 0; copy < times; copy++) {
    for (const line of lines) {
      if (!out.write(`${line.replace('{"id":"', `{"id":"${copy}-`)}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
}

describeWithData('training', () => {
  let folder: string;
  const rows: string[][] = [['what', 'seconds', 'peak MB']];
  const row = (what: string, { seconds, peakBytes }: Run): void => {
    rows.push([what, seconds.toFixed(1), (peakBytes / 1e6).toFixed(0)]);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiebreak-training-'));
  });
  afterAll(async () => {
    console.log(markdownTable(rows));
    await rm(folder, { recursive: true });
  });

  (FULL_SIZE ? it : it.skip)(
    'of all three blends takes at most 120 s and 1 GB',
    async () => {
      let seconds = 0;
      for (const domain of DOMAINS) {
        const run = await train(domain, 'blend', NBEST, join(folder, 'blend', domain));
        row(`blend, ${domain}`, run);
        seconds += run.seconds;
        expect(run.peakBytes).toBeLessThanOrEqual(LIMITS.blendBytes);
      }
      expect(seconds).toBeLessThanOrEqual(LIMITS.blendsSeconds);
    },
    400_000,
  );

  (FULL_SIZE ? it : it.skip)(
    'gives the committed bundles from the lines that they were trained on',
    async () => {
      const lines = await makeRerankerLines(folder);
      for (const domain of DOMAINS) {
        const shipped = join(WORKSPACE, 'apps', domain.toLowerCase(), 'model');
        const out = join(folder, 'shipped', domain);
        const manifest = JSON.parse(await readFile(join(shipped, 'manifest.json'), 'utf8')) as { version: string };
        row(`blend that ships, ${domain}`, await train(domain, 'blend', lines, out, manifest.version));
        const same = (await readFile(join(out, 'model.onnx'))).equals(await readFile(join(shipped, 'model.onnx')));
        expect([domain, same]).toEqual([domain, true]);
        expect(await trainedManifest(out)).toEqual(await trainedManifest(shipped));
      }
    },
    1_800_000,
  );

  it(`of log-linear models takes at most 3 s, and of ${TIMES} times the lines at most twice that many times as long and 2 GB`, async () => {
    const start = await startSeconds();
    rows.push(['the command without work', start.toFixed(1), '']);
    const runs = new Map<string, Run>();
    for (const domain of DOMAINS) {
      const run = await train(domain, 'log-linear', NBEST, join(folder, 'log-linear', domain));
      row(`log-linear, ${domain}`, run);
      runs.set(domain, run);
      // CI shares its machine, and times nothing.
      if (FULL_SIZE) expect(run.seconds - start).toBeLessThanOrEqual(LIMITS.logLinearSeconds);
    }
    const repeated = join(folder, 'repeated.jsonl');
    await repeatLines(repeated, TIMES);
    const many = await train('Music', 'log-linear', { ...NBEST, train: repeated }, join(folder, 'repeated'));
    row(`log-linear, Music, ${TIMES} times the lines`, many);
    const linear = TIMES * (runs.get('Music')!.seconds - start);
    if (FULL_SIZE) expect(many.seconds - start).toBeLessThanOrEqual(LIMITS.linearTime * linear);
    expect(many.peakBytes).toBeLessThanOrEqual(LIMITS.repeatedBytes);
  }, 1_800_000);

  it("of a shipped blend gives a graph that takes at most 3 times the log-linear one's time on 15 hypotheses", async () => {
    for (const domain of DOMAINS) {
      const blend = await readRerankerBundle(join(WORKSPACE, 'apps', domain.toLowerCase(), 'model'));
      const logLinear = await readRerankerBundle(join(folder, 'log-linear', domain));
      const ratio = await inferenceRatio(domain, blend, logLinear);
      rows.push([`inference, ${domain}: blend over log-linear, medians`, ratio.toFixed(2), '']);
      await blend.model.release();
      await logLinear.model.release();
      if (FULL_SIZE) expect(ratio).toBeLessThanOrEqual(LIMITS.inference);
    }
    if (FULL_SIZE)
      await publish(
        'training',
        'each in a process of its own, two cores; the start of the command is in the seconds. The last rows are ratios of median times of runs that alternate.',
        markdownTable(rows),
      );
  }, 120_000);
});

/** A manifest as training wrote it: the gate adds its record later, and the digest follows. */
async function trainedManifest(folder: string): Promise<Record<string, unknown>> {
  const {
    gate: _gate,
    digest: _digest,
    ...trained
  } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  return trained;
}

/** Median time of the blend's graph over that of the log-linear one, on batches of 15 real hypotheses, alternately. */
async function inferenceRatio(domain: string, blend: RerankerBundle, logLinear: RerankerBundle): Promise<number> {
  const lines = readLines(NBEST.dev).map((line) => ofDomain(line, domain));
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < INFERENCE_ROUNDS; i++) {
    const batch = [0, 1, 2].map((next) => lines[(3 * i + next) % lines.length]!);
    for (const [which, { model }] of [logLinear, blend].entries()) {
      const features = Float32Array.from(batch.flatMap((line) => [...model.schema.extract(line)]));
      const start = performance.now();
      await model.score(features);
      times[which]!.push(performance.now() - start);
    }
  }
  return quantile(times[1].slice(50), 0.5) / quantile(times[0].slice(50), 0.5);
}
