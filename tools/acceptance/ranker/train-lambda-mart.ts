// Trains LambdaMART at given settings in a process of its own, and prints the scores of other candidates with what it took.
import { scoreRows, trainLambdaMart } from '@tiebreak/learning-to-rank';
import { LTR, type LibsvmPair, readLibsvmPair } from './libsvm-file';

interface Job {
  readonly train: LibsvmPair;
  readonly test: LibsvmPair;
  readonly settings: Parameters<typeof trainLambdaMart>[1];
  readonly seed: number;
}

const { train, test, settings, seed } = JSON.parse(process.argv[2]!) as Job;
const queries = readLibsvmPair(train, LTR.columns);
const unseen = readLibsvmPair(test, LTR.columns);
const start = performance.now();
const model = trainLambdaMart(queries, settings, seed);
const seconds = (performance.now() - start) / 1_000;
const scores = [...scoreRows({ kind: 'lambdamart', model }, unseen.features)];
process.stdout.write(JSON.stringify({ scores, seconds, megabytes: process.resourceUsage().maxRSS / 1_024 }));
