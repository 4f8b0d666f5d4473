import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { books } from '@tiebreak/domain-books';
import { music } from '@tiebreak/domain-music';
import { video } from '@tiebreak/domain-video';
import { type ReferenceUtterance, sameInterpretation } from '@tiebreak/interpretation';
import { type DataFile, writeBundle } from '@tiebreak/onnx-model';
import type { GateVerdict, WinnerFlip } from '@tiebreak/release';
import type { DomainDefinition } from '@tiebreak/scoring';
import { type Random, seededRandom } from '@tiebreak/statistics';
import { type ModelKind, type TrainedReranker, trainReranker } from '@tiebreak/training';
import { copyWithGraph, favour, type GraphEdit, padWithWork, squareScores } from './broken-bundles';
import { describeWithData, FULL_SIZE, NBEST } from './data';
import { readLines } from './read-lines';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';

/** What incumbents and candidates are. */
const KIND: ModelKind = FULL_SIZE ? 'boosted' : 'log-linear';
const DOMAINS = [music, books, video];
const RETRAINS = 20;
/** Whose bundles are broken in every way; CI has no time for all. */
const BROKEN = FULL_SIZE ? DOMAINS : [music];

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

describeWithData(`the gate, over ${KIND} bundles`, () => {
  const rows: Row[] = [];
  const incumbents = new Map<string, TrainedReranker>();
  let folder = '';
  let train: ReferenceUtterance[] = [];
  let dev: ReferenceUtterance[] = [];
  let data: { train: DataFile; dev: DataFile };

  const trainOn = (definition: DomainDefinition, lines: readonly ReferenceUtterance[], seed: number) =>
    trainReranker(definition, lines, dev, {
      // Of all kinds: trees know no other loss.
      ...{ kind: KIND, objective: 'r2', calibrator: 'platt', seed, gateLines: 'left-out' },
    });
  const write = async (name: string, trained: TrainedReranker): Promise<string> => {
    await writeBundle(join(folder, name), trained, { version: '1.0.0', data });
    return join(folder, name);
  };
  const incumbentOf = (domain: string) => join(folder, 'incumbents', domain);

  /** Asks the gate, the other domains' incumbents beside the candidate. */
  async function judge(candidate: string, { name: domain }: DomainDefinition, at: string): Promise<Report> {
    const bundles = ['--incumbent', incumbentOf(domain), '--candidate', at, '--others', join(folder, 'incumbents')];
    const report = await reportOf('--data', NBEST.train, ...bundles);
    rows.push({ candidate, domain, report });
    return report;
  }
  const failed = ({ rules }: Report): string[] => rules.filter(({ passed }) => !passed).map(({ rule }) => rule);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiebreak-gate-'));
    train = readLines(NBEST.train) as ReferenceUtterance[];
    dev = readLines(NBEST.dev) as ReferenceUtterance[];
    data = { train: await fileOf(NBEST.train, train.length), dev: await fileOf(NBEST.dev, dev.length) };
    for (const definition of DOMAINS) {
      const trained = await trainOn(definition, train, 1);
      await write(join('incumbents', definition.name), trained);
      incumbents.set(definition.name, trained);
    }
  }, 600_000);

  afterAll(async () => {
    await rm(folder, { recursive: true });
    if (FULL_SIZE)
      await publish(
        'gate',
        `${rows[0]!.report.data.judged} lines of reranker-train that training leaves out; kind ${KIND}, trained on the rest, chosen on reranker-dev; the other domains have their incumbents.`,
        table(rows),
      );
    else console.log(table(rows));
  });

  it.each(BROKEN)('lets the incumbent of $name replace itself', async (definition) => {
    expect(failed(await judge('itself', definition, incumbentOf(definition.name)))).toEqual([]);
  });

  it('refuses a bundle that was trained on shuffled labels', async () => {
    const at = await write('shuffled', await trainOn(music, withShuffledLabels(train, seededRandom(7)), 1));
    // Its calibrator may even fall with the log-odds; then it is no bundle, and the gate does not get to judge it.
    const rules = await judge('shuffled labels', music, at).then(failed, () => ['unreadable']);
    expect(rules).not.toEqual([]);
  });

  it.each(BROKEN)('refuses the scores of $name shifted by half a logit', async (definition) => {
    const trained = incumbents.get(definition.name)!;
    const at = await write(`shifted-${definition.name}`, { ...trained, calibrator: shifted(trained, 0.5) });
    expect(failed(await judge('log-odds + .5', definition, at))).not.toEqual([]);
  });

  /** Copies an incumbent with an edited graph. */
  async function edited({ name: domain }: DomainDefinition, name: string, edit: GraphEdit): Promise<string> {
    const at = join(folder, `${name}-${domain}`);
    await copyWithGraph(incumbentOf(domain), at, edit);
    return at;
  }
  const columnsOf = ({ name }: DomainDefinition) => incumbents.get(name)!.schema.columns;

  it.each(BROKEN)('refuses the scores of $name squared', async (definition) => {
    const report = await judge('squared scores', definition, await edited(definition, 'squared', squareScores));
    expect(failed(report)).toEqual(expect.arrayContaining(['nll', 'calibration']));
  });

  it('refuses planted negative flips over the limit', async () => {
    const planted = favour(columnsOf(video), 'device=voice_only', 8);
    const report = await judge('planted flips', video, await edited(video, 'planted', planted));
    expect(report.negativeFlips.length / report.data.judged).toBeGreaterThan(0.005);
    expect(failed(report)).toContain('negative-flips');
  });

  it('refuses a bundle that is too slow, and nothing else about it', async () => {
    const slow = padWithWork(columnsOf(books).length, 1000);
    expect(failed(await judge('padded graph', books, await edited(books, 'slow', slow)))).toEqual(['latency']);
  });

  (FULL_SIZE ? it : it.skip)(
    `lets ${RETRAINS} of ${RETRAINS} harmless retrains pass: other seeds, nine tenths of the training lines`,
    async () => {
      const judged: Promise<string[]>[] = [];
      for (let seed = 101; seed <= 100 + RETRAINS; seed++) {
        const definition = DOMAINS[seed % DOMAINS.length]!;
        const trained = await trainOn(definition, mostOf(train, seededRandom(seed)), seed);
        const at = await write(`retrain-${seed}`, trained);
        // A process of its own judges while the next one is trained here.
        judged.push(
          judge(`retrain, seed ${seed}`, definition, at).then((report) =>
            report.passed ? [] : [`${definition.name}, seed ${seed}: ${failed(report).join(', ')}`],
          ),
        );
      }
      const refused = (await Promise.all(judged)).flat();
      expect(refused).toEqual([]);
    },
    3_600_000,
  );
});

/** What the gate says, whether it passes (exit code 0) or refuses (1). */
async function reportOf(...args: string[]): Promise<Report> {
  return tiebreakJson<Report>('gate', ...args).catch((error: unknown) => {
    const { code, stdout } = error as { readonly code?: unknown; readonly stdout?: string };
    if (code === 1 && stdout) return JSON.parse(stdout) as Report;
    throw error;
  });
}

async function fileOf(path: string, lines: number): Promise<DataFile> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { file: basename(path), sha256, lines };
}

/**
 * Nine tenths of the lines, drawn without replacement. A bootstrap would lose 37% of the lines, and what is learned from it
 * is measurably worse: on these data the gate refuses six of twenty.
 */
function mostOf<T>(lines: readonly T[], random: Random): T[] {
  return random.shuffle(lines).slice(0, Math.round(0.9 * lines.length));
}

/** As many right hypotheses as before, but on lines and at places that chance chooses. */
function withShuffledLabels(lines: readonly ReferenceUtterance[], random: Random): ReferenceUtterance[] {
  const labels = random.shuffle(
    lines.map(({ hypotheses, truth }) => hypotheses.some((hypothesis) => sameInterpretation(hypothesis, truth))),
  );
  return lines.map((line, i) => {
    const { domain, intent, slots } = line.hypotheses[random.integer(line.hypotheses.length)]!;
    return {
      ...line,
      truth: labels[i] === true ? { domain, intent, slots } : { domain: 'Other', intent: '', slots: [] },
    };
  });
}

function shifted({ calibrator }: TrainedReranker, by: number): TrainedReranker['calibrator'] {
  if (calibrator.kind !== 'platt') throw new Error(`expected a Platt curve, got ${calibrator.kind}`);
  return { ...calibrator, intercept: calibrator.intercept + by };
}

function table(rows: readonly Row[]): string {
  const figure = ({ rules }: Report, name: string): string =>
    rules.find(({ rule }) => rule === name)!.measured.toPrecision(2);
  const head = [
    ...['candidate', 'domain', 'verdict', 'SemER, lower end', 'NLL, lower bound', 'calibration, p', 'score shift'],
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
