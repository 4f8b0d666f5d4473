import { readFileSync } from 'node:fs';
import { Command } from 'commander';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

type AddVerb = (program: Command) => void;

/** Adds each verb to the program, in the order of the help. A command that is run loads its own verb alone: all of them take a second. */
const VERBS: Readonly<Record<string, () => Promise<AddVerb>>> = {
  start: async () => (await import('./commands/start')).addStart,
  'check-data': async () => (await import('./commands/check-data')).addCheckData,
  train: async () => (await import('./commands/train')).addTrain,
  'check-model': async () => (await import('./commands/check-model')).addCheckModel,
  evaluate: async () => (await import('./commands/evaluate')).addEvaluate,
  certify: async () => (await import('./commands/certify')).addCertify,
  gate: async () => (await import('./commands/gate')).addGate,
  sign: async () => (await import('./commands/sign')).addSign,
  rollout: async () => (await import('./commands/rollout')).addRollout,
  resolve: async () => (await import('./commands/resolve')).addResolve,
  explain: async () => (await import('./commands/explain')).addExplain,
  'fit-joint': async () => (await import('./commands/fit-joint')).addFitJoint,
  'train-nlu': async () => (await import('./commands/train-nlu')).addTrainNlu,
  interpret: async () => (await import('./commands/interpret')).addInterpret,
  match: async () => (await import('./commands/match')).addMatch,
  'tie-lines': async () => (await import('./commands/tie-lines')).addTieLines,
  index: async () => (await import('./commands/index-catalogue')).addIndex,
  search: async () => (await import('./commands/search')).addSearch,
  'train-ranker': async () => (await import('./commands/train-ranker')).addTrainRanker,
  replay: async () => (await import('./commands/replay')).addReplay,
  rebuild: async () => (await import('./commands/rebuild')).addRebuild,
  forget: async () => (await import('./commands/forget')).addForget,
  'export-outcomes': async () => (await import('./commands/export-outcomes')).addExportOutcomes,
  simulate: async () => (await import('./commands/simulate')).addSimulate,
  bench: async () => (await import('./commands/bench')).addBench,
};

/**
 * The command line, not yet run: `main.ts` runs it, the reference page is made from it.
 * @param verb the one that is asked for; all are there when it is left out or there is no such verb
 */
export async function createProgram(verb?: string): Promise<Command> {
  const program = new Command('tiebreak')
    .description('Which domain answers, and with what? Trains, measures and runs calibrated re-rankers.')
    .version(version)
    .showHelpAfterError('(--help shows the flags and an example)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak evaluate --data dev.jsonl.gz --models apps\n\nExits 0 when done, 1 when the data or the gate said no, 2 on wrong usage.',
    );

  const asked = Object.entries(VERBS).filter(([name]) => name === verb);
  for (const [, load] of asked.length > 0 ? asked : Object.entries(VERBS)) (await load())(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}
