import { isSemVer } from 'class-validator';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXAMINATIONS } from '../ranking/examinations';
import type { FeedbackFlags } from '../ranking/train-on-feedback';
import type { FilesFlags } from '../ranking/train-on-files';
import { wholeNumber } from '../whole-number';

type Flags = Partial<FilesFlags> & Partial<FeedbackFlags> & { readonly format?: string };

/** Flags that only one of the two forms takes, as commander names them. */
const OF_FILES = ['train', 'trainQuery', 'test', 'testQuery'] as const;
const NEEDED_OF_FILES = ['--train <file>', '--train-query <file>', '--test <file>', '--test-query <file>'];

export function addTrainRanker(program: Command): void {
  const command = program.command('train-ranker');
  command
    .summary('train a ranker of search results, and measure it')
    .description(
      'Trains a ranker, its settings chosen by cross-validation over queries. With --format: on judged candidates, and prints the NDCG on others. With --feedback: on what users did with results, corrected for where these stood, and keeps it when it is not clearly worse, on searches that it has not seen, than what serves; exits 1 when it is, or when there is too little feedback to say.',
    )
    .addOption(new Option('--format <name>', 'of the files').choices(['libsvm']))
    .option('--train <file>', 'candidates to learn from, a line "grade index:value ..." each, gzipped or not')
    .option('--train-query <file>', 'how many candidates each of their queries has, a line each')
    .option('--test <file>', 'candidates to measure on')
    .option('--test-query <file>', 'how many candidates each of their queries has')
    .option('--feedback <place>', 'instead of files: file of SQLite, or postgres://... of PostgreSQL')
    .option(
      '--incumbent <folder>',
      'with --feedback: the bundle that serves; without it, the ranker before any feedback',
    )
    .addOption(
      new Option('--examination <estimate>', 'with --feedback: how likely each place is looked at, from')
        .choices([...EXAMINATIONS])
        .default('harvested'),
    )
    .addOption(
      new Option('--kind <model>', 'boosted trees, or a weighted sum under a listwise loss')
        .choices(['lambdamart', 'linear'])
        .default('lambdamart'),
    )
    .option('--out <folder>', 'where the bundle goes; without it, none is written')
    .option('--domain <name>', 'the catalogue that the bundle is for', 'All')
    .option('--name <name>', 'of the ranker in its bundle', 'ranker')
    .option('--bundle-version <version>', 'semantic version of the bundle', semanticVersion, '0.1.0')
    .option('--seed <number>', 'of folds and of what each tree sees', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak train-ranker --format libsvm --train train.gz --train-query train.query --test test.gz --test-query test.query\n  npx tiebreak train-ranker --feedback apps/search/data/feedback.db --domain Video --out apps/search/data/rankers/Video',
    )
    .action(async (flags: Flags) => {
      const wrong = (message: string): never => command.error(`error: ${message}`);
      if (flags.feedback === undefined) {
        const ofFiles = filesFlags(flags, wrong);
        const { trainOnFiles } = await import('../ranking/train-on-files');
        await trainOnFiles(ofFiles);
      } else {
        const ofFeedback = feedbackFlags(flags, command, wrong);
        const { trainOnFeedback } = await import('../ranking/train-on-feedback');
        await trainOnFeedback(ofFeedback);
      }
    });
}

function filesFlags(flags: Flags, wrong: (message: string) => never): FilesFlags {
  if (flags.format === undefined) {
    if (flags.incumbent !== undefined) wrong('--incumbent needs --feedback <place>');
    wrong("required option '--format <name>' not specified; or learn from a log by '--feedback <place>'");
  }
  const missing = OF_FILES.findIndex((name) => flags[name] === undefined);
  if (missing >= 0) wrong(`required option '${NEEDED_OF_FILES[missing]!}' not specified`);
  if (flags.incumbent !== undefined) wrong('--incumbent needs --feedback <place>');
  return flags as FilesFlags;
}

function feedbackFlags(flags: Flags, command: Command, wrong: (message: string) => never): FeedbackFlags {
  if (flags.format !== undefined || OF_FILES.some((name) => flags[name] !== undefined))
    wrong('expected a log by --feedback <place> or files by --format <name>, got both');
  const given = (name: string): boolean => command.getOptionValueSource(name) !== 'default';
  if (!given('domain')) wrong("required option '--domain <name>' not specified: a log may be of several catalogues");
  const { bundleVersion, ...rest } = flags as FeedbackFlags;
  return given('bundleVersion') ? { ...rest, bundleVersion: bundleVersion! } : rest;
}

function semanticVersion(text: string): string {
  if (!isSemVer(text)) throw new InvalidArgumentError('expected a semantic version such as 1.2.0');
  return text;
}
