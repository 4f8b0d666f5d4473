import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type JudgedQueries, queryNdcgs } from '@tiebreak/learning-to-rank';
import { bootstrap, mean } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE, WORKSPACE } from './data';
import { everyOther, libsvmText, LTR, type LibsvmPair, readLibsvmPair } from './ranker/libsvm-file';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';

/** The CI size holds training queries out, so that the test queries are looked at by the full size alone. */
const SEEDS = FULL_SIZE ? [1, 2, 3, 4, 5] : [1];
/** The system's, where its package puts xgboost. */
const PYTHON = '/usr/bin/python3';
const CUTOFF = 10;
/** How far below XGBoost the mean NDCG@10 may be. */
const MARGIN = 0.02;

/** One training in a process of its own. */
interface Trained {
  readonly scores: number[];
  readonly seconds: number;
  readonly megabytes: number;
}

interface Chosen {
  readonly ndcg: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly settings: Readonly<Record<string, number>>;
}

/** Both rankers of one seed, by queries. */
interface Pairing {
  readonly chosen: Chosen;
  readonly ours: Trained & { readonly ndcgs: number[] };
  readonly theirs: Trained & { readonly ndcgs: number[] };
}

describeWithData(
  `LambdaMART on LightGBM's example${hasXgboost() ? '' : ` (needs xgboost in ${PYTHON})`}`,
  () => {
    (hasXgboost() ? it : it.skip)(
      `ranks unseen queries as XGBoost's rank:ndcg does at the settings that cross-validation chose: NDCG@10 within ${MARGIN}`,
      async () => {
        const folder = mkdtempSync(join(tmpdir(), 'tiebreak-ranker-'));
        const files = FULL_SIZE ? LTR : heldOut(folder);
        const unseen = readLibsvmPair(files.test, LTR.columns);
        const pairings: Pairing[] = [];
        for (const seed of SEEDS) pairings.push(await pairingOf(files, unseen, seed));
        rmSync(folder, { recursive: true });

        const units = pairings[0]!.ours.ndcgs.length;
        const byQuery = Array.from({ length: units }, (_, query) =>
          mean(pairings.map(({ ours, theirs }) => ours.ndcgs[query]! - theirs.ndcgs[query]!)),
        );
        const { difference: interval } = bootstrap({
          units,
          statistic: (sampled) => ({ difference: mean(Array.from(sampled, (query) => byQuery[query]!)) }),
          seed: 1,
        });
        const figures = `${tableOf(pairings)}\n\nDifference in NDCG@10, mean over seeds: ${mean(byQuery).toFixed(4)}, 95% interval [${interval.map((end) => end.toFixed(4)).join(', ')}] over ${units} queries.`;
        console.log(figures);
        if (FULL_SIZE)
          await publish(
            'ranker-ltr',
            `LightGBM's LambdaRank example, settings chosen on 201 training queries, test queries scored by this run alone; XGBoost 1.7.4, both on one thread.`,
            figures,
          );
        for (const { chosen, ours } of pairings) expect(mean(ours.ndcgs)).toBeCloseTo(chosen.ndcg['10']!, 9);
        expect(mean(byQuery)).toBeGreaterThanOrEqual(-MARGIN);
      },
      900_000,
    );
  },
  [LTR.train.data, LTR.train.queries, LTR.test.data, LTR.test.queries],
);

async function pairingOf(
  { train, test }: Record<'train' | 'test', LibsvmPair>,
  unseen: JudgedQueries,
  seed: number,
): Promise<Pairing> {
  const chosen = await tiebreakJson<Chosen>(
    ...['train-ranker', '--format', 'libsvm', '--train', train.data, '--train-query', train.queries],
    ...['--test', test.data, '--test-query', test.queries, '--seed', String(seed)],
  );
  const job = JSON.stringify({ train, test, settings: chosen.settings, seed });
  const runner = join(WORKSPACE, 'tools/run-typescript.js');
  const script = (name: string): string => join(WORKSPACE, 'tools/acceptance/ranker', name);
  const ours = await trainApart(process.execPath, runner, script('train-lambda-mart.ts'), job);
  const theirs = await trainApart(PYTHON, script('train_xgboost.py'), job);
  const measured = (trained: Trained) => ({
    ...trained,
    ndcgs: queryNdcgs(unseen, Float64Array.from(trained.scores), CUTOFF),
  });
  return { chosen, ours: measured(ours), theirs: measured(theirs) };
}

async function trainApart(program: string, ...args: string[]): Promise<Trained> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Trained;
}

/** Files of the training queries alone: one in four to measure on, the others to learn from. */
function heldOut(folder: string): Record<'train' | 'test', LibsvmPair> {
  const { held, others } = everyOther(readLibsvmPair(LTR.train, LTR.columns), 4);
  const write = (name: string, queries: JudgedQueries): LibsvmPair => {
    const text = libsvmText(queries);
    const pair = { data: join(folder, name), queries: join(folder, `${name}.query`) };
    writeFileSync(pair.data, text.data);
    writeFileSync(pair.queries, text.queries);
    return pair;
  };
  return { train: write('train', others), test: write('test', held) };
}

function tableOf(pairings: readonly Pairing[]): string {
  return markdownTable([
    ['seed', 'settings', 'NDCG@10', "XGBoost's", 'search, s', 'training, s', "XGBoost's", 'peak, MB', "XGBoost's"],
    ...pairings.map(({ chosen, ours, theirs }, i) => [
      String(SEEDS[i]),
      Object.entries(chosen.settings)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      ...[ours, theirs].map(({ ndcgs }) => mean(ndcgs).toFixed(4)),
      chosen.seconds.toFixed(1),
      ...[ours, theirs].map(({ seconds }) => seconds.toFixed(2)),
      ...[ours, theirs].map(({ megabytes }) => megabytes.toFixed(0)),
    ]),
  ]);
}

function hasXgboost(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import xgboost'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
