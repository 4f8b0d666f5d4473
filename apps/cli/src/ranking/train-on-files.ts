import { meanNdcg, type Ranker, scoreRows } from '@tiebreak/learning-to-rank';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { learnRanker } from './learn-ranker';
import { readLibsvm, toJudgedQueries } from './read-libsvm';
import { saveRanker } from './save-ranker';

/** `train-ranker --format libsvm`. */
export interface FilesFlags {
  readonly train: string;
  readonly trainQuery: string;
  readonly test: string;
  readonly testQuery: string;
  readonly kind: Ranker['kind'];
  readonly out?: string;
  readonly domain: string;
  readonly name: string;
  readonly bundleVersion: string;
  readonly seed: number;
  readonly json: boolean;
}

const CUTOFFS = [1, 3, 5, 10];

/** Trains a ranker on judged candidates in files, and measures it on others. */
export async function trainOnFiles(flags: FilesFlags): Promise<void> {
  const { train, trainQuery, test, testQuery, kind, out, seed, json } = flags;
  const files = { train: await readLibsvm(train, trainQuery), test: await readLibsvm(test, testQuery) };
  const columns = Math.max(files.train.largestIndex, files.test.largestIndex);
  const [queries, unseen] = [toJudgedQueries(files.train, columns), toJudgedQueries(files.test, columns)];
  const progress = new Progress('training');
  const start = performance.now();
  const learned = refusingRange(train, () => learnRanker(kind, queries, seed, progress.show));
  progress.end();
  const seconds = (performance.now() - start) / 1_000;
  const scores = scoreRows(learned.ranker, unseen.features);
  const ndcg = Object.fromEntries(CUTOFFS.map((cutoff) => [String(cutoff), meanNdcg(unseen, scores, cutoff)]));
  const { settings, tried } = learned;
  if (out !== undefined)
    await saveRanker({ ...flags, out }, learned, { train, queries: files.train, seed }, ndcg, columns);
  if (json) {
    printJson({ ndcg, seconds, settings, tried, ...(out === undefined ? {} : { out }) });
    return;
  }
  const chosen = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  say(`chosen by cross-validation: ${chosen.join(', ')}; ${seconds.toFixed(1)} s`);
  say(
    formatTable([
      ['', ...CUTOFFS.map((cutoff) => `NDCG@${cutoff}`)],
      ['test', ...Object.values(ndcg).map((value) => value.toFixed(4))],
    ]),
  );
  if (out !== undefined) say(`bundle in ${out}`);
}

/** Data that nothing can be learned from is refused in the name of where it came from. */
export function refusingRange<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(`${place}: ${error.message}`);
    throw error;
  }
}
