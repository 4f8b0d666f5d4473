import type { Command } from 'commander';
import { LOG_FLAG } from '../log-flag';
import { printJson, say } from '../output';
import { Refusal } from '../refusal';

interface RebuildFlags {
  readonly log: string;
  readonly json: boolean;
}

export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .summary('make what was learned of feedback again from its log')
    .description(
      'Makes memory, outcomes and grades again from the log of impressions and feedback, says whether the ones that the service has kept are the same to the bit, and keeps the new ones. Exits 1 when they were not the same.',
    )
    .requiredOption(...LOG_FLAG)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak rebuild --log feedback.db')
    .action(run);
}

async function run({ log: place, json }: RebuildFlags): Promise<void> {
  const { rebuildLog } = await import('../feedback-log');
  const { entries, position, equal } = await rebuildLog(place);
  if (json) printJson({ entries, position, equal: equal ?? null });
  say(`${entries} entries, the last at ${position}`);
  if (equal === false)
    throw new Refusal('what was kept differed from what the log gives; what the log gives is kept now');
  say(equal === true ? 'what was kept is equal to it' : 'nothing was kept that it could be compared with');
}
