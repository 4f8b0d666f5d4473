import { chooseRanker, meanNdcg } from '@tiebreak/learning-to-rank';
import { type Command, Option } from 'commander';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { readLibsvm, toJudgedQueries } from '../ranking/read-libsvm';
import { Refusal } from '../refusal';
import { wholeNumber } from '../whole-number';

interface TrainRankerFlags {
  readonly train: string;
  readonly trainQuery: string;
  readonly test: string;
  readonly testQuery: string;
  readonly seed: number;
  readonly json: boolean;
}

const CUTOFFS = [1, 3, 5, 10];

export function addTrainRanker(program: Command): void {
  program
    .command('train-ranker')
    .summary('train a ranker of search results, and measure it')
    .description(
      'Trains LambdaMART on judged candidates, its settings chosen by cross-validation over the training queries, and prints the NDCG on other queries.',
    )
    .addOption(new Option('--format <name>', 'of the files').choices(['libsvm']).makeOptionMandatory())
    .requiredOption('--train <file>', 'candidates to learn from, a line "grade index:value ..." each, gzipped or not')
    .requiredOption('--train-query <file>', 'how many candidates each of their queries has, a line each')
    .requiredOption('--test <file>', 'candidates to measure on')
    .requiredOption('--test-query <file>', 'how many candidates each of their queries has')
    .option('--seed <number>', 'of folds and of what each tree sees', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak train-ranker --format libsvm --train train.gz --train-query train.query --test test.gz --test-query test.query',
    )
    .action(run);
}

async function run(flags: TrainRankerFlags): Promise<void> {
  const { train, trainQuery, test, testQuery, seed, json } = flags;
  const files = { train: await readLibsvm(train, trainQuery), test: await readLibsvm(test, testQuery) };
  const columns = Math.max(files.train.largestIndex, files.test.largestIndex);
  const [learned, unseen] = [toJudgedQueries(files.train, columns), toJudgedQueries(files.test, columns)];
  const progress = new Progress('training');
  const start = performance.now();
  const { ranker, settings, tried } = refusingRange(train, () => chooseRanker(learned, seed, progress.show));
  progress.end();
  const seconds = (performance.now() - start) / 1_000;
  const scores = ranker.score(unseen.features);
  const ndcg = Object.fromEntries(CUTOFFS.map((cutoff) => [String(cutoff), meanNdcg(unseen, scores, cutoff)]));
  if (json) {
    printJson({ ndcg, seconds, settings, tried });
    return;
  }
  const { leaves, learningRate, leastHessian, trees } = settings;
  say(
    `chosen by cross-validation: ${trees} trees of ${leaves} leaves, learning rate ${learningRate}, least hessian ${leastHessian}; ${seconds.toFixed(1)} s`,
  );
  say(
    formatTable([
      ['', ...CUTOFFS.map((cutoff) => `NDCG@${cutoff}`)],
      ['test', ...Object.values(ndcg).map((value) => value.toFixed(4))],
    ]),
  );
}

/** Data that nothing can be learned from is refused in the file's name. */
function refusingRange<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(`${path}: ${error.message}`);
    throw error;
  }
}
