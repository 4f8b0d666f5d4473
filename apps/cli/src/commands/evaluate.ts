import {
  evaluate,
  type Evaluation,
  lineOutcome,
  type LineOutcome,
  type RankedIndex,
  rankByProduct,
} from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { type Command, Option } from 'commander';
import { readReferenceFile } from '../data-file';
import { loadAggregator } from '../in-process';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { rankedIndices } from '../ranked-indices';
import { Refusal } from '../refusal';
import { wholeNumber } from '../whole-number';

interface EvaluateFlags {
  readonly data: string;
  readonly models?: string;
  readonly baseline?: 'product';
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
    .option('--seed <number>', 'of the bootstrap and the noise floor', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak evaluate --data dev.jsonl.gz --models apps\n  npx tiebreak evaluate --data dev.jsonl.gz --baseline product --json',
    )
    .action(async (flags: EvaluateFlags) => {
      if (flags.models === undefined && flags.baseline === undefined)
        command.error('error: give --models <folder> or --baseline product');
      await run(flags);
    });
}

async function run({ data, models, seed, json }: EvaluateFlags): Promise<void> {
  const { lines } = await readReferenceFile(data);
  const ranked = models === undefined ? lines.map(rankByProduct) : await rankByModels(lines, models);
  const outcomes: LineOutcome[] = lines.flatMap((line, i) => lineOutcome(line, ranked[i]!) ?? []);
  if (outcomes.length === 0)
    throw new Refusal(`${data}: expected hypotheses of a domain that has a bundle under ${String(models)}, got none`);
  const evaluation = evaluate(outcomes, { seed });
  if (json) printJson(evaluation);
  else report(evaluation, lines.length - outcomes.length);
}

async function rankByModels(lines: readonly ReferenceUtterance[], models: string): Promise<RankedIndex[][]> {
  const aggregator = await loadAggregator(models);
  const progress = new Progress('resolving');
  const ranked: RankedIndex[][] = [];
  for (const line of lines) {
    ranked.push(rankedIndices(line, await aggregator.resolve(line)));
    progress.show(ranked.length / lines.length);
  }
  progress.end();
  return ranked;
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

function report(evaluation: Evaluation, unanswered: number): void {
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
