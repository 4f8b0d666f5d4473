import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleDigest, readBundleFiles } from '@tiebreak/onnx-model';
import { inGateSplit } from '@tiebreak/training';
import { fileOf, GateWorkspace, parseLine } from './gate-workspace';
import { runGate } from './run-gate';
import { simulatedLines } from './simulated-lines';

const workspace = new GateWorkspace();
beforeAll(() => workspace.prepare());
afterAll(() => {
  workspace.remove();
});

const gateLines = workspace.lines.map(parseLine).filter(({ id }) => inGateSplit(id));
const FRESH = workspace.writeLines('fresh.jsonl', simulatedLines(150, 3));

interface Verdict {
  readonly passed: boolean;
  readonly domain: string;
  readonly others: readonly { readonly domain: string }[];
  readonly data: { readonly judged: number; readonly split: string };
  readonly rules: readonly {
    readonly rule: string;
    readonly passed: boolean;
    readonly measured: number;
    readonly limit: number;
  }[];
  readonly power: { readonly semer: number; readonly nll: number };
  readonly negativeFlips: readonly { readonly id: string; readonly utterance: string }[];
  readonly recordedDigest?: string;
}
async function verdictOf(candidate: string, ...flags: string[]): Promise<Verdict> {
  const { stdout } = await workspace.gate(candidate, '--json', ...flags);
  expect(stdout).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stdout) as Verdict;
}
const failed = ({ rules }: Verdict) => rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
describe('the gate', () => {
  it('lets a bundle replace itself, on the lines of the gate split, merged with the other domains', async () => {
    const { code, stdout, stderr } = await workspace.gate(workspace.incumbent);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`${gateLines.length} lines of the gate split`);
    expect(stderr).toContain('merged with Weather');
    for (const rule of ['semer', 'nll', 'calibration', 'negative-flips', 'latency'])
      expect(stderr).toMatch(new RegExp(`^${rule} +passed`, 'm'));
    expect(stderr).toMatch(/would catch, 80% of the time, a rise of 0\.\d{4} in merged SemER or of 0\.\d{4} nats/);
  });

  it('refuses scores that are too high, with exit code 1, the rules that say so, and the utterances that it breaks', async () => {
    const candidate = await workspace.writeModel('greedy', workspace.greedy, '1.1.0');
    const { code, stderr } = await workspace.gate(candidate);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^refused by .*nll, calibration, score-shift, negative-flips.*: .*greedy may not replace .*Timers$/m,
    );
    const verdict = await verdictOf(candidate);
    expect(verdict).toMatchObject({ passed: false, domain: 'Timers', others: [{ domain: 'Weather' }] });
    expect(failed(verdict)).toEqual(expect.arrayContaining(['nll', 'calibration', 'negative-flips']));
    expect(verdict.negativeFlips.length).toBeGreaterThan(0);
    for (const { id, utterance } of verdict.negativeFlips) expect(stderr).toContain(`  ${id} "${utterance}"\n`);
  });

  it('prints one object with every rule, limit and figure, the same for the same seed but for the time', async () => {
    const verdict = await verdictOf(workspace.incumbent);
    expect(verdict).toMatchObject({
      passed: true,
      data: { judged: gateLines.length, split: 'gate' },
      negativeFlips: [],
    });
    expect(verdict.rules.map(({ rule, limit }) => [rule, limit])).toEqual([
      ...[
        ['semer', 0],
        ['nll', expect.any(Number)],
        ['calibration', expect.closeTo(9.2103, 4)],
        ['score-shift', 0.45],
      ],
      ...[
        ['negative-flips', 0.005],
        ['latency', 2],
      ],
    ]);
    expect(verdict.power.semer).toBeGreaterThan(0);
    const untimed = ({ rules, ...rest }: Verdict) => ({ ...rest, rules: rules.slice(0, -1) });
    expect(untimed(await verdictOf(workspace.incumbent))).toEqual(untimed(verdict));
  });

  it('also compares with the last major release, and with a list of frequent utterances', async () => {
    const candidate = await workspace.writeModel('greedy', workspace.greedy);
    const frequent = workspace.write('frequent.txt', 'one or another\r\n\nnobody says this\n');
    const verdict = await verdictOf(candidate, '--last-major', workspace.incumbent, '--frequent', frequent);
    expect(verdict.rules.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['semer', 'semer-since-major', 'nll-since-major', 'frequent-flips']),
    );
    expect(failed(verdict)).toContain('frequent-flips');
    expect((await workspace.gate(candidate, '--frequent', frequent)).stderr).toContain(
      'of 2 frequent utterances 1 stand in these lines',
    );
  });

  it('takes a whole file of lines that nobody learned from', async () => {
    const run = await runGate([
      '--data',
      FRESH,
      '--incumbent',
      workspace.incumbent,
      '--candidate',
      workspace.incumbent,
      '--others',
      workspace.models,
      '--all-lines',
    ]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('150 lines\n');
  });

  it('allows more flips to another kind of model, and moved limits for a reason', async () => {
    const boosted = await workspace.writeModel('boosted', workspace.timers);
    const manifest = { ...manifestOf(boosted), kind: 'boosted' };
    const digest = bundleDigest(readFileSync(join(boosted, 'model.onnx')), manifest);
    writeFileSync(join(boosted, 'manifest.json'), JSON.stringify({ ...manifest, digest }));
    const limit = async (...flags: string[]) =>
      (await verdictOf(boosted, ...flags)).rules.find(({ rule }) => rule === 'negative-flips')!.limit;
    expect(await limit()).toBe(0.015);
    expect(await limit('--flips', '0.1', '--reason', 'the product owner agreed')).toBe(0.1);
  });
});

describe('a recorded outcome', () => {
  it("stands in the candidate's manifest with rules, moved limits and the reason, without times, and fits its digest", async () => {
    const candidate = await workspace.writeModel('recorded', workspace.timers, '1.2.0');
    const flags = ['--record', '--latency-budget', '50', '--reason', 'a slow machine'];
    const { recordedDigest } = await verdictOf(candidate, ...flags);
    const { manifest, graph } = await readBundleFiles(candidate, 'reranker');
    expect(manifest.digest).toBe(recordedDigest);
    expect(bundleDigest(graph, manifestOf(candidate))).toBe(recordedDigest);
    expect(manifest.gate).toMatchObject({
      passed: true,
      incumbent: { version: '1.0.0', kind: 'log-linear' },
      data: { ...fileOf(workspace.data, 500), judged: gateLines.length, split: 'gate' },
      movedLimits: { latencyBudget: 50 },
      reason: 'a slow machine',
      flips: { negative: 0, positive: 0 },
    });
    const { rules } = manifest.gate as Verdict;
    expect(rules.find(({ rule }) => rule === 'latency')).toEqual({ rule: 'latency', passed: true, limit: 50 });
    expect(JSON.stringify(manifest)).not.toContain(workspace.folder);
  });

  it('is the same bytes when the same run is recorded again', async () => {
    const candidate = await workspace.writeModel('again', workspace.timers);
    await workspace.gate(candidate, '--record');
    const once = readFileSync(join(candidate, 'manifest.json'), 'utf8');
    await workspace.gate(candidate, '--record');
    expect(readFileSync(join(candidate, 'manifest.json'), 'utf8')).toBe(once);
  });

  it('is written for a refusal too, and for nothing unless asked', async () => {
    const candidate = await workspace.writeModel('refused', workspace.greedy);
    await workspace.gate(candidate);
    expect(manifestOf(candidate)).not.toHaveProperty('gate');
    expect((await workspace.gate(candidate, '--record')).code).toBe(1);
    expect(manifestOf(candidate).gate).toMatchObject({ passed: false });
  });
});
