import type { Flip, Resolution } from '@tiebreak/aggregation';
import type { RankedHypothesis } from '@tiebreak/interpretation';
import { toDecision } from '@tiebreak/protocol';
import type { Command } from 'commander';
import { readDataFile } from '../data-file';
import { describeSlots } from '../describe-slots';
import { loadAggregator } from '../in-process';
import { formatTable, printJson, say } from '../output';
import { Refusal } from '../refusal';

interface ExplainFlags {
  readonly data: string;
  readonly id: string;
  readonly models: string;
  readonly json: boolean;
}

/** Contributions shown to people; `--json` has them all. */
const SHOWN = 8;

export function addExplain(program: Command): void {
  program
    .command('explain')
    .summary('say why hypotheses are ordered as they are')
    .description(
      "Shows what each feature brings to the first two hypotheses' log-odds, and which single change of an upstream score would flip them.",
    )
    .requiredOption('--data <file>', 'lines, JSONL or JSONL.gz')
    .requiredOption('--id <id>', 'id of the line')
    .requiredOption('--models <folder>', 'folder with model bundles, three levels deep at most')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak explain --data examples/play-mary-poppins.jsonl --id tablet --models apps',
    )
    .action(run);
}

async function run({ data, id, models, json }: ExplainFlags): Promise<void> {
  const { lines } = await readDataFile(data);
  const line = lines.find((candidate) => candidate.id === id);
  if (line === undefined)
    throw new Refusal(
      `${data}: expected a line with id ${id}, got ${lines.length} lines without it; the first has ${lines[0]!.id}`,
    );
  const { resolution, flips } = await (await loadAggregator(models)).explain(line);
  if (json) {
    printJson({ id, ranked: resolution.ranked, decision: toDecision(resolution.decision), flips });
    return;
  }
  say(
    `"${line.utterance}" on ${line.context.device || 'an unknown device'}: ${resolution.decision.kind} ${resolution.decision.question}`,
  );
  for (const ranked of resolution.ranked.slice(0, 2)) explainHypothesis(ranked);
  explainFlips(flips, resolution);
}

function explainHypothesis({ hypothesis, score, contributions }: RankedHypothesis): void {
  const { id, domain, intent, slots } = hypothesis;
  say(`\n${id}  ${domain} ${intent} ${describeSlots(slots)}  calibrated score ${score.toFixed(3)}`);
  const shown = contributions.slice(0, SHOWN);
  const bias = contributions.at(-1);
  const rest = contributions.slice(SHOWN, -1).reduce((sum, { logOdds }) => sum + logOdds, 0);
  say(
    formatTable([
      ['feature', 'value', 'log-odds'],
      ...shown.map(({ feature, value, logOdds }) => [feature, value.toFixed(3), signed(logOdds)]),
      ['(the others)', '', signed(rest)],
      ['(bias)', '', signed(bias?.logOdds ?? 0)],
    ]),
  );
}

function explainFlips(flips: readonly Flip[], { ranked }: Resolution): void {
  const first = ranked[0]?.hypothesis.id;
  if (flips.length === 0) {
    say('\nNo single upstream score would put another hypothesis first.');
    return;
  }
  say(`\n${String(first)} would lose the first place if`);
  for (const { hypothesisId, evidence, from, to, winner } of flips) {
    say(
      `  ${hypothesisId}'s ${evidence} were ${to.toPrecision(3)} instead of ${from.toPrecision(3)} (then ${winner} wins)`,
    );
  }
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
