import { evaluate, type Evaluation, lineOutcome, type LineOutcome, rankByProduct } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { type Command, Option } from 'commander';
import { readReferenceFile } from '../data-file';
import { type InProcessAggregator, loadAggregator } from '../in-process';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { type RankedLine, rankedLine } from '../report/ranked-line';
import type { Measured } from '../report/report-contents';
import { wholeNumber } from '../whole-number';

interface EvaluateFlags {
  readonly data: string;
  readonly models?: string;
  readonly baseline?: 'product';
  readonly report?: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addEvaluate(program: Command): void {
  const command = program.command('evaluate');
  command
    .summary('measure ranking and calibration')
    .description('Resolves every line and compares it with the truth: semantic error and calibration, with intervals.')
    .requiredOption('--data <file>', 'labelled lines, JSONL or JSONL.gz')
    .addOption(
      new Option('--models <folder>', 'folder with model bundles, three levels deep at most').conflicts('baseline'),
    )
    .addOption(new Option('--baseline <name>', 'rank by domain * intent * ner as it comes').choices(['product']))
    .addOption(
      new Option('--report <folder>', 'write a page that compares the models with the product').conflicts('baseline'),
    )
    .option('--seed <number>', 'of the bootstrap and the noise floor', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak evaluate --data dev.jsonl.gz --models apps --report dist/report\n  npx tiebreak evaluate --data dev.jsonl.gz --baseline product --json',
    )
    .action(async (flags: EvaluateFlags) => {
      if (flags.models === undefined && flags.baseline === undefined)
        command.error('error: give --models <folder> or --baseline product');
      await run(flags);
    });
}

async function run({ data, models, report, seed, json }: EvaluateFlags): Promise<void> {
  const { lines, file } = await readReferenceFile(data);
  const show = (outcomes: readonly LineOutcome[]): void => {
    const answering = models === undefined ? '' : ` of a domain that has a bundle under ${models}`;
    if (outcomes.length === 0) throw new Refusal(`${data}: expected hypotheses${answering}, got none`);
    const evaluation = evaluate(outcomes, { seed });
    if (json) printJson(evaluation);
    else print(evaluation, lines.length - outcomes.length);
  };
  if (models === undefined) {
    show(lines.flatMap((line) => lineOutcome(line, rankByProduct(line)) ?? []));
    return;
  }
  const write = report === undefined ? undefined : await openReport(report);
  const aggregator = await loadAggregator(models);
  const ranked = await rankByModels(lines, aggregator);
  show(ranked.map(({ outcome }) => outcome.models));
  if (write !== undefined)
    say(`wrote ${await write({ lines: ranked, leftOut: lines.length - ranked.length, file, seed }, aggregator)}`);
}

/** Lines of domains without a model are left out. */
async function rankByModels(
  lines: readonly ReferenceUtterance[],
  aggregator: InProcessAggregator,
): Promise<RankedLine[]> {
  const progress = new Progress('resolving');
  const ranked: RankedLine[] = [];
  for (const [i, line] of lines.entries()) {
    const one = rankedLine(line, await aggregator.resolve(line));
    if (one !== undefined) ranked.push(one);
    progress.show((i + 1) / lines.length);
  }
  progress.end();
  return ranked;
}

/** Makes the folder before the work, so that a wrong one is said before it. @returns what writes the report there */
async function openReport(folder: string) {
  // Loaded when asked for: the drawing library would hold up every other verb.
  const { makeReportFolder, writeReport } = await import('../report/write-report');
  await makeReportFolder(folder);
  return (measured: Measured, aggregator: InProcessAggregator) => writeReport(folder, measured, aggregator);
}

/** Name in the report, name in the evaluation, and what it is measured over. */
const ROWS = [
  ['SemER', 'semer'],
  ['IRER', 'irer'],
  ['ICER', 'icer'],
  ['domain accuracy', 'domainAccuracy'],
  ['ECE', 'ece'],
  ['adaptive ECE', 'adaptiveEce'],
  ['smooth ECE', 'smoothEce'],
  ['debiased ECE (squared)', 'debiasedEce'],
  ['Brier', 'brier'],
  ['NLL', 'nll'],
] as const;

function print(evaluation: Evaluation, unanswered: number): void {
  const { utterances, inDomain, intervals, noiseFloor } = evaluation;
  say(`${utterances} utterances, ${inDomain} of them in domain; 95% intervals by bootstrap over utterances`);
  if (unanswered > 0) say(`${unanswered} utterances left out: no bundle for any domain of theirs`);
  say(
    formatTable([
      ['metric', 'value', '95% interval'],
      ...ROWS.map(([label, key]) => [
        label,
        evaluation[key].toFixed(4),
        intervals[key].map((end) => end.toFixed(4)).join(' to '),
      ]),
    ]),
  );
  const { mean, p95, pValue } = noiseFloor.ece;
  say(
    `noise floor of ECE: ${mean.toFixed(4)} on average, ${p95.toFixed(4)} at the 95th percentile, p = ${pValue.toFixed(3)}`,
  );
  say('(a calibrated model shows an ECE too: compare it with the floor, not with 0)');
}
