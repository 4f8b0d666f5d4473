import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import type { GateVerdict, WinnerFlip } from '@tiebreak/release';
import {
  copyWithGraph,
  favour,
  type GraphEdit,
  padWithWork,
  shiftScores,
  squareScores,
} from '@tiebreak/conformance/bundle-edits';
import { describeWithData, FULL_SIZE, NBEST } from './data';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';
import { DOMAINS, runJobs, type TrainingJob } from './training-jobs';

/** Whose bundles are broken in every way and retrained, all boosted; CI has no time for all. */
const JUDGED: readonly string[] = FULL_SIZE ? DOMAINS : ['Video'];
const RETRAINS = FULL_SIZE ? 20 : 2;

/** What the gate prints under --json, as far as it is looked at here. */
interface Report extends Pick<GateVerdict, 'passed' | 'rules' | 'power'> {
  readonly negativeFlips: readonly WinnerFlip[];
  readonly positiveFlips: readonly WinnerFlip[];
  readonly data: { readonly judged: number };
}

/** One candidate and what the gate said of it. */
interface Row {
  readonly candidate: string;
  readonly domain: string;
  readonly report: Report;
}

describeWithData('the gate', () => {
  const rows: Row[] = [];
  let folder = '';
  const incumbentOf = (domain: string): string => join(folder, 'incumbents', domain);
  const failed = ({ rules }: Report): string[] => rules.filter(({ passed }) => !passed).map(({ rule }) => rule);

  /** Of all kinds under R2: trees know no other loss. */
  const jobOf = (domain: string, name: string, seed: number, draw?: TrainingJob['draw']): TrainingJob => ({
    domain,
    options: { kind: JUDGED.includes(domain) ? 'boosted' : 'log-linear', objective: 'r2', calibrator: 'platt', seed },
    bundle: join(folder, name, domain),
    ...(draw === undefined ? {} : { draw }),
  });

  /** Asks the gate, the other domains' incumbents beside the candidate. */
  async function judge(candidate: string, domain: string, at: string): Promise<Report> {
    const bundles = ['--incumbent', incumbentOf(domain), '--candidate', at, '--others', join(folder, 'incumbents')];
    const report = await reportOf('--data', NBEST.train, ...bundles);
    rows.push({ candidate, domain, report });
    return report;
  }

  /** Copies an incumbent with an edited graph. */
  async function edited(domain: string, name: string, edit: GraphEdit): Promise<string> {
    const at = join(folder, name, domain);
    await copyWithGraph(incumbentOf(domain), at, edit);
    return at;
  }
  const columnsOf = async (domain: string): Promise<readonly string[]> =>
    (await readRerankerBundle(incumbentOf(domain))).model.schema.columns;

  const shuffled = () => jobOf('Music', 'shuffled', 1, { how: 'shuffledLabels', seed: 7 });
  const retrains = () =>
    Array.from({ length: RETRAINS }, (_, i) => {
      const seed = 101 + i;
      return jobOf(JUDGED[i % JUDGED.length]!, `retrain-${seed}`, seed, { how: 'bootstrapped', seed });
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiebreak-gate-'));
    await runJobs([...DOMAINS.map((domain) => jobOf(domain, 'incumbents', 1)), shuffled(), ...retrains()]);
  }, 900_000);

  afterAll(async () => {
    await rm(folder, { recursive: true });
    console.log(table(rows));
    if (FULL_SIZE)
      await publish(
        'gate',
        `${rows[0]!.report.data.judged} lines of reranker-train that training leaves out; boosted models, trained on the rest, chosen on reranker-dev; the other domains have their incumbents.`,
        table(rows),
      );
  });

  it.each(JUDGED)('lets the incumbent of %s replace itself', async (domain) => {
    expect(failed(await judge('itself', domain, incumbentOf(domain)))).toEqual([]);
  });

  it('refuses a bundle that was trained on shuffled labels', async () => {
    // Its calibrator may even fall with the log-odds; then it is no bundle, and the gate does not get to judge it.
    const rules = await judge('shuffled labels', 'Music', shuffled().bundle!).then(failed, () => ['unreadable']);
    expect(rules).not.toEqual([]);
  });

  it.each(JUDGED)('refuses the scores of %s shifted by half a logit', async (domain) => {
    const report = await judge('log-odds + .5', domain, await edited(domain, 'shifted', shiftScores(0.5)));
    expect(failed(report)).toContain('score-shift');
  });

  it.each(JUDGED)('refuses the scores of %s squared', async (domain) => {
    const report = await judge('squared scores', domain, await edited(domain, 'squared', squareScores));
    expect(failed(report)).toEqual(expect.arrayContaining(['nll', 'calibration']));
  });

  it('refuses planted negative flips over the limit', async () => {
    const planted = favour(await columnsOf('Video'), 'device=voice_only', 8);
    const report = await judge('planted flips', 'Video', await edited('Video', 'planted', planted));
    expect(report.negativeFlips.length / report.data.judged).toBeGreaterThan(0.005);
    expect(failed(report)).toContain('negative-flips');
  });

  it('refuses a bundle that is too slow, and nothing else about it', async () => {
    const slow = padWithWork((await columnsOf('Books')).length, 1000);
    expect(failed(await judge('padded graph', 'Books', await edited('Books', 'slow', slow)))).toEqual(['latency']);
  });

  it(`lets ${RETRAINS} of ${RETRAINS} harmless retrains pass: other seeds, bootstrapped training lines`, async () => {
    const refused: string[] = [];
    for (const { domain, bundle, options } of retrains()) {
      const report = await judge(`retrain, seed ${options.seed}`, domain, bundle!);
      if (!report.passed) refused.push(`${domain}, seed ${options.seed}: ${failed(report).join(', ')}`);
    }
    expect(refused).toEqual([]);
  }, 300_000);
});

/** What the gate says, whether it passes (exit code 0) or refuses (1). */
async function reportOf(...args: string[]): Promise<Report> {
  return tiebreakJson<Report>('gate', ...args).catch((error: unknown) => {
    const { code, stdout } = error as { readonly code?: unknown; readonly stdout?: string };
    if (code === 1 && stdout) return JSON.parse(stdout) as Report;
    throw error;
  });
}

function table(rows: readonly Row[]): string {
  const figure = ({ rules }: Report, name: string): string =>
    rules.find(({ rule }) => rule === name)!.measured.toPrecision(2);
  const head = [
    ...['candidate', 'domain', 'verdict', 'SemER, lower end', 'NLL, lower bound', 'calibration, excess', 'score shift'],
    ...['flips - / +', 'latency', 'would catch: SemER / NLL'],
  ];
  const body = rows.map(({ candidate, domain, report }) => [
    candidate,
    domain,
    report.passed
      ? 'passed'
      : `refused: ${report.rules.flatMap(({ rule, passed }) => (passed ? [] : [rule])).join(', ')}`,
    ...['semer', 'nll', 'calibration', 'score-shift'].map((rule) => figure(report, rule)),
    `${report.negativeFlips.length} / ${report.positiveFlips.length}`,
    figure(report, 'latency'),
    `${report.power.semer.toFixed(4)} / ${report.power.nll.toFixed(4)}`,
  ]);
  return markdownTable([head, ...body]);
}
