import { readFileSync } from 'node:fs';
import { BundleError } from '@tiebreak/onnx-model';
import { ServiceStartError } from '@tiebreak/service-host';
import { Command, CommanderError } from 'commander';
import { addCheckModel } from './commands/check-model';
import { addEvaluate } from './commands/evaluate';
import { addExplain } from './commands/explain';
import { addResolve } from './commands/resolve';
import { addStart } from './commands/start';
import { addTrain } from './commands/train';
import { say } from './output';
import { Refusal } from './refusal';

const DATA_SAID_NO = 1;
const WRONG_USAGE = 2;

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('tiebreak')
  .description('Which domain answers, and with what? Trains, measures and runs calibrated re-rankers.')
  .version(version)
  .showHelpAfterError('(--help shows the flags and an example)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExample:\n  npx tiebreak evaluate --data dev.jsonl.gz --models apps\n\nExits 0 when done, 1 when the data or the gate said no, 2 on wrong usage.',
  );

for (const add of [addStart, addTrain, addEvaluate, addResolve, addExplain, addCheckModel]) add(program);
for (const command of program.commands) command.copyInheritedSettings(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  } else if (error instanceof Refusal || error instanceof BundleError || error instanceof ServiceStartError) {
    say(error.message);
    process.exitCode = DATA_SAID_NO;
  } else {
    throw error;
  }
}
