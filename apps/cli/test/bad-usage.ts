import { type BadCommand, train } from './bad-data';
import { simulatedLines } from './simulated-lines';

/** `train` on good lines, with flags that are wrong. */
const trainWith = (title: string, flags: string[], ...says: string[]): BadCommand => ({
  title,
  command: (w) => train(w, w.writeLines('data.jsonl', simulatedLines(40, 1)), ...flags),
  says,
});
const evaluate = (title: string, flags: string[], ...says: string[]): BadCommand => ({
  title,
  command: (w) => ['evaluate', '--data', w.writeLines('data.jsonl', simulatedLines(2, 1)), ...flags],
  says,
});
const bare = (title: string, command: string[], ...says: string[]): BadCommand => ({
  title,
  command: () => command,
  says,
});

/** Exit 2: the command itself is wrong. */
export const BAD_USAGE: readonly BadCommand[] = [
  bare('no verb', [], 'Usage: tiebreak', 'Example:'),
  bare('an unknown verb', ['trian'], "unknown command 'trian'", 'train', '--help'),
  trainWith('an unknown flag', ['--speed', '9'], "unknown option '--speed'"),
  trainWith('an unknown objective', ['--objective', 'r4'], "'r4' is invalid", 'r1, r2, r3'),
  trainWith('a word for a seed', ['--seed', 'lucky'], '--seed', 'expected a whole number, got lucky'),
  trainWith('a negative seed', ['--seed', '-1'], '--seed', 'expected a whole number, got -1'),
  trainWith(
    'a bundle version that is none',
    ['--bundle-version', 'v1'],
    '--bundle-version',
    'expected a semantic version',
  ),
  trainWith(
    'an empty upstream version',
    ['--upstream-version', ''],
    '--upstream-version',
    'expected 1 to 200 characters, got 0',
  ),
  bare('a missing flag', ['train', '--domain', 'Weather'], "required option '--data <file>' not specified", '--help'),
  bare('too few entities to measure', ['bench', 'search', '--entities', '9'], '--entities', 'expected 100 to 10000000'),
  bare('words for entities to measure', ['bench', 'search', '--entities', 'all'], 'expected a whole number, got all'),
  bare('a seed below 0', ['bench', 'search', '--seed', '-2'], '--seed', 'expected a whole number, got -2'),
  bare('a flag without its value', ['resolve', '--data'], "option '--data <file>' argument missing"),
  bare('no folder to check', ['check-model'], "missing required argument 'folder'"),
  evaluate('neither models nor baseline', [], 'give --models <folder> or --baseline product'),
  evaluate('both models and baseline', ['--models', 'apps', '--baseline', 'product'], 'cannot be used with'),
  evaluate('an unknown baseline', ['--baseline', 'random'], "'random' is invalid", 'product'),
];
