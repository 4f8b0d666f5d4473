import type { Command } from 'commander';
import { printJson, say } from '../output';

interface ExportFlags {
  readonly log: string;
  readonly out: string;
  readonly json: boolean;
}

export function addExportOutcomes(program: Command): void {
  program
    .command('export-outcomes')
    .summary('write decisions whose right hypothesis is known as data lines')
    .description(
      "Joins an aggregator's decisions with their outcomes and writes those of which a hypothesis is known to be right as data lines, which train and evaluate read. Decisions of which only wrong hypotheses are known, or that none was right, have no truth and are left out. Words are in the lines only where the log kept them.",
    )
    .requiredOption('--log <place>', 'file of SQLite, or postgres://... of PostgreSQL, as TIEBREAK_DECISION_LOG has it')
    .requiredOption('--out <file>', 'data lines, JSONL; gzipped when it ends with .gz')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak export-outcomes --log decisions.db --out outcomes.jsonl.gz')
    .action(run);
}

async function run({ log, out, json }: ExportFlags): Promise<void> {
  const { exportOutcomes } = await import('../outcomes/export-outcomes');
  const counts = await exportOutcomes(log, out);
  if (json) printJson(counts);
  const { outcomes, lines, redacted } = counts;
  say(`${outcomes} outcomes: ${lines} with a known truth are in ${out}, ${outcomes - lines} without one are left out`);
  if (redacted > 0)
    say(
      `${redacted} of the lines are redacted: the log did not keep words, so placeholders stand for the utterance and the slots' values; features of words learn nothing from them`,
    );
}
