import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addBench } from './commands/bench';
import { addCertify } from './commands/certify';
import { addCheckData } from './commands/check-data';
import { addCheckModel } from './commands/check-model';
import { addEvaluate } from './commands/evaluate';
import { addExplain } from './commands/explain';
import { addExportOutcomes } from './commands/export-outcomes';
import { addFitJoint } from './commands/fit-joint';
import { addForget } from './commands/forget';
import { addGate } from './commands/gate';
import { addIndex } from './commands/index-catalogue';
import { addInterpret } from './commands/interpret';
import { addRebuild } from './commands/rebuild';
import { addReplay } from './commands/replay';
import { addResolve } from './commands/resolve';
import { addRollout } from './commands/rollout';
import { addSearch } from './commands/search';
import { addSign } from './commands/sign';
import { addSimulate } from './commands/simulate';
import { addStart } from './commands/start';
import { addTrain } from './commands/train';
import { addTrainNlu } from './commands/train-nlu';
import { addTrainRanker } from './commands/train-ranker';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The command line with all its verbs, not yet run: `main.ts` runs it, the reference page is made from it. */
export function createProgram(): Command {
  const program = new Command('tiebreak')
    .description('Which domain answers, and with what? Trains, measures and runs calibrated re-rankers.')
    .version(version)
    .showHelpAfterError('(--help shows the flags and an example)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak evaluate --data dev.jsonl.gz --models apps\n\nExits 0 when done, 1 when the data or the gate said no, 2 on wrong usage.',
    );

  for (const add of [
    addStart,
    addCheckData,
    addTrain,
    addCheckModel,
    addEvaluate,
    addCertify,
    addGate,
    addSign,
    addRollout,
    addResolve,
    addExplain,
    addFitJoint,
    addTrainNlu,
    addInterpret,
    addIndex,
    addSearch,
    addTrainRanker,
    addReplay,
    addRebuild,
    addForget,
    addExportOutcomes,
    addSimulate,
    addBench,
  ])
    add(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}
