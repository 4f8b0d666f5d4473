import { readFileSync } from 'node:fs';
import { jointProbabilities } from '@tiebreak/aggregation';
import { readJointMap } from '@tiebreak/configuration';
import { probability, sigmoid } from '@tiebreak/interpretation';
import { type Domain, DOMAINS, simulatedLines } from './simulated-lines';
import { ROOT, type Run, tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();
const TRAIN = workspace.writeLines('train.jsonl', simulatedLines(240, 1));
const DEV = workspace.writeLines('dev.jsonl', simulatedLines(120, 2));
const HELD_OUT = workspace.writeLines('held-out.jsonl', simulatedLines(200, 3));
const MODELS = workspace.path('models');
/** The map that the aggregator ships, by which decisions are made unless the environment names another. */
const JOINT = readJointMap(`${ROOT}apps/aggregator/model/joint.json`);
const HELD_OUT_LINES = 200;
const HYPOTHESES = 2 * DOMAINS.length;

afterAll(() => {
  workspace.remove();
});

const train = (domain: Domain, out: string, ...flags: string[]): Promise<Run> =>
  tiebreak(['train', '--domain', domain, '--data', TRAIN, '--dev', DEV, '--out', out, ...flags]);

/** Runs a command that must succeed. @returns its standard output */
async function done(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await tiebreak(args);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('the help', () => {
  it('of the program shows an example and lists verbs, of which each shows an example of its own', async () => {
    const help = await done(['--help']);
    expect(help).toMatch(/Examples?:\n +npx tiebreak \w/);
    const [, commands] = help.split(/Commands:|Examples?:/);
    const verbs = [...commands!.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
      .map(([, verb]) => verb!)
      .filter((verb) => verb !== 'help');
    expect(verbs).toEqual(expect.arrayContaining(['start', 'train', 'evaluate', 'resolve', 'explain', 'check-model']));
    const texts = await Promise.all(verbs.map((verb) => done([verb, '--help'])));
    texts.forEach((text, i) => {
      expect(text).toMatch(new RegExp(`Examples?:\\n +npx tiebreak ${verbs[i]!}\\b`));
    });
  });
});

describe('four domains that nobody has defined', () => {
  beforeAll(async () => {
    const runs = await Promise.all(DOMAINS.map((domain) => train(domain, `${MODELS}/${domain}`, '--json')));
    for (const { code, stderr } of runs) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('put their fallback curve, and nothing else, into the registry that is named', async () => {
    const entry = (domain: string): object => ({ domain, address: 'nowhere:1', fallback: { slope: 1, intercept: 0 } });
    const [first, second] = DOMAINS;
    const registry = workspace.write(
      'registry.json',
      JSON.stringify([{ ...entry(first!), noun: 'thing' }, entry(second!)]),
    );
    await train(first!, workspace.path('registered'), '--registry', registry);
    const { fallback } = JSON.parse(readFileSync(`${MODELS}/${first!}/manifest.json`, 'utf8')) as { fallback: object };
    const expected = [{ ...entry(first!), noun: 'thing', fallback }, entry(second!)];
    expect(readFileSync(registry, 'utf8')).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });

  it('train to the same bytes from the same lines and seed', async () => {
    const again = workspace.path('again');
    await train('Timers', again);
    for (const file of ['model.onnx', 'manifest.json'])
      expect(readFileSync(`${again}/${file}`).equals(readFileSync(`${MODELS}/Timers/${file}`))).toBe(true);
  });

  it('train to a bundle of their name, whose manifest is what --json prints', async () => {
    const { stdout } = await train('Trains', workspace.path('printed'), '--json', '--bundle-version', '2.0.0');
    const printed = onlyObject(stdout);
    expect(printed).toMatchObject({ domain: 'Trains', version: '2.0.0', out: workspace.path('printed'), seed: 1 });
    const manifest = JSON.parse(readFileSync(workspace.path('printed/manifest.json'), 'utf8')) as object;
    expect(printed).toMatchObject(manifest);
    expect(Object.keys(manifest)).not.toContain('createdAt');
  });

  it('are ranked better and calibrated better on held-out lines than by the product of their scores', async () => {
    const [calibrated, product] = await Promise.all([
      evaluation(['--models', MODELS]),
      evaluation(['--baseline', 'product']),
    ]);
    expect(calibrated.utterances).toBe(HELD_OUT_LINES);
    expect(product.utterances).toBe(HELD_OUT_LINES);
    expect(product.semer).toBeGreaterThan(0.15);
    expect(calibrated.semer).toBeLessThan(0.7 * product.semer);
    expect(calibrated.nll).toBeLessThan(product.nll);
    expect(calibrated.brier).toBeLessThan(product.brier);
    for (const domain of ['Timers', 'Recipes'])
      expect(calibrated.eceDomain[domain]).toBeLessThan(product.eceDomain[domain]!);
  });

  it('are measured by exactly one JSON object with every key of the format, and every interval', async () => {
    const metrics = await evaluation(['--models', MODELS]);
    const everyKey = [...COUNTS, ...METRICS, 'eceDomain', 'intervals', 'noiseFloor'];
    expect(Object.keys(metrics).sort()).toEqual(everyKey.sort());
    expect(Object.keys(metrics.intervals).sort()).toEqual([...METRICS, 'eceDomain'].sort());
    for (const metric of METRICS) {
      const [low, high] = metrics.intervals[metric];
      expect(typeof metrics[metric]).toBe('number');
      expect(low).toBeLessThanOrEqual(high);
    }
    expect(Object.keys(metrics.eceDomain)).toEqual([...DOMAINS].sort());
    expect(Object.keys(metrics.intervals.eceDomain)).toEqual([...DOMAINS].sort());
    expect(metrics.noiseFloor.ece.mean).toBeGreaterThan(0);
    expect(metrics.noiseFloor.ece.p95).toBeGreaterThan(metrics.noiseFloor.ece.mean);
    expect(await evaluation(['--models', MODELS])).toEqual(metrics);
  });

  it('are resolved to one answer a line, in order: every position once, best first, and a decision', async () => {
    const lines = answers(await done(['resolve', '--data', HELD_OUT, '--models', MODELS]));
    expect(lines.map(({ id }) => id)).toEqual(Array.from({ length: HELD_OUT_LINES }, (_, i) => `line-3-${i}`));
    for (const { ranked, decision, ...rest } of lines) {
      expect(Object.keys(rest)).toEqual(['id']);
      expect(ranked.map(({ index }) => index).sort()).toEqual(Array.from({ length: HYPOTHESES }, (_, i) => i));
      const scores = ranked.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      expect(decision.kind).toMatch(/^DECISION_KIND_(ACT|CONFIRM|DISAMBIGUATE|REJECT)$/);
      const { right } = jointProbabilities(scores.map(probability), JOINT);
      expect(decision.probabilityRight).toBe(right[0]);
    }
  });

  it('are resolved to a file when asked, without a word on stdout', async () => {
    const out = workspace.path('answers.jsonl');
    const printed = await done(['resolve', '--data', HELD_OUT, '--models', MODELS]);
    expect(await done(['resolve', '--data', HELD_OUT, '--models', MODELS, '--out', out])).toBe('');
    expect(readFileSync(out, 'utf8')).toBe(printed);
  });

  it('are explained by contributions, whose calibrated sum is the score', async () => {
    const args = ['explain', '--data', HELD_OUT, '--models', MODELS, '--id', 'line-3-7', '--json'];
    const { id, ranked } = onlyObject(await done(args)) as ExplainedLine;
    expect(id).toBe('line-3-7');
    expect(ranked).toHaveLength(HYPOTHESES);
    for (const { hypothesis, score, contributions } of ranked) {
      const { calibrator } = JSON.parse(readFileSync(`${MODELS}/${hypothesis.domain}/manifest.json`, 'utf8')) as Platt;
      const logOdds = contributions.reduce((sum, contribution) => sum + contribution.logOdds, 0);
      expect(sigmoid(calibrator.slope * logOdds + calibrator.intercept)).toBeCloseTo(score, 5);
    }
  });

  it('pass the check of bundles', async () => {
    const checked = onlyObject(await done(['check-model', MODELS, '--json']));
    expect(checked).toMatchObject({
      bundles: [...DOMAINS].sort().map((domain) => ({ role: 'reranker', domain, violations: [] })),
    });
  });
});

describe('the bundles that the apps ship', () => {
  it('pass the check', async () => {
    const { code, stderr } = await tiebreak(['check-model', 'apps']);
    const shipped = ['ok      Books', 'ok      Music', 'ok      Video'];
    expect(stderr.match(/^ok {6}\w+/gm)).toEqual(expect.arrayContaining(shipped));
    expect(stderr).toMatch(/^ok {6}Music@[\d.]+ in apps\/nlu\/model\/music, sha256:/m);
    expect(code).toBe(0);
  });
});

const COUNTS = ['utterances', 'inDomain'];
const METRICS = [
  ...(['semer', 'irer', 'icer', 'domainAccuracy', 'ece', 'adaptiveEce', 'smoothEce', 'debiasedEce', 'brier'] as const),
  'nll' as const,
];
type Metric = (typeof METRICS)[number];
type Interval = readonly [number, number];

interface Metrics extends Readonly<Record<Metric, number>> {
  readonly utterances: number;
  readonly eceDomain: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<Metric, Interval>> & { readonly eceDomain: Readonly<Record<string, Interval>> };
  readonly noiseFloor: { readonly ece: { readonly mean: number; readonly p95: number } };
}

interface AnswerLine {
  readonly id: string;
  readonly ranked: readonly { readonly index: number; readonly score: number }[];
  readonly decision: { readonly kind: string; readonly probabilityRight: number };
}

interface ExplainedLine {
  readonly id: string;
  readonly ranked: readonly {
    readonly hypothesis: { readonly domain: string };
    readonly score: number;
    readonly contributions: readonly { readonly logOdds: number }[];
  }[];
}

/** The part of a manifest that turns log-odds into a score; `train` fits Platt's curve unless told otherwise. */
interface Platt {
  readonly calibrator: { readonly slope: number; readonly intercept: number };
}

async function evaluation(flags: readonly string[]): Promise<Metrics> {
  return onlyObject(await done(['evaluate', '--data', HELD_OUT, '--json', ...flags])) as Metrics;
}

/** Standard output must be one JSON object on one line, and nothing else. */
function onlyObject(stdout: string): unknown {
  expect(stdout).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stdout);
}

function answers(stdout: string): AnswerLine[] {
  expect(stdout.endsWith('\n')).toBe(true);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AnswerLine);
}
