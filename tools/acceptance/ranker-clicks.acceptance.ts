import { type JudgedQueries, queryNdcgs } from '@tiebreak/learning-to-rank';
import { bootstrap, mean } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE } from './data';
import { type ClickTrial, clickTrial, LEARNED_BY, type TrialName } from './ranker/click-trial';
import { LTR, readLibsvmPair } from './ranker/libsvm-file';
import { markdownTable, publish } from './results';

const SEEDS = Array.from({ length: FULL_SIZE ? 10 : 2 }, (_, i) => i + 1);
const IMPRESSIONS = FULL_SIZE ? 30_000 : 20_000;
const CUTOFF = 10;
/** The estimates that correct as much as the log allows, of each user. */
const BEST = { 'looks down the list': 'harvested', 'trusts the first place': 'harvested, trust' } as const;
/** How far off estimated propensities may be: the mean over places and seeds of |ln(estimated / true)|. */
const MOST_ERROR = 0.15;

const WHAT = `LightGBM's example, its training queries alone: ${SEEDS.length} seeds, each with ${IMPRESSIONS} impressions of ten results on two thirds of the queries, measured by judgements on the other third; lists by two rankers that learned from five judged queries each, neighbours swapped in one impression of five.`;

describeWithData(
  'learning from clicks whose bias is known',
  () => {
    const published: string[] = [];
    afterAll(async () => {
      if (FULL_SIZE) await publish('ranker-clicks', WHAT, published.join('\n\n'));
    });

    it.each(Object.keys(BEST) as (keyof typeof BEST)[])(
      'of a user who %s: corrected by propensities estimated from the log, a ranker is nearer to what judgements teach than a naive one',
      (user) => {
        const judged = readLibsvmPair(LTR.train, LTR.columns);
        const trials = SEEDS.map((seed) => clickTrial(judged, user, { impressions: IMPRESSIONS, seed }));
        const difference = compare(judged, trials, BEST[user], 'naive');
        const error = mean(trials.map(({ errors }) => errors[BEST[user]]!));
        const figures = `A user who ${user}:\n\n${tableOf(judged, trials)}\n\n${BEST[user]} - naive: ${difference.mean.toFixed(4)}, 95% interval [${difference.interval.map((end) => end.toFixed(4)).join(', ')}] over ${difference.units} queries.`;
        console.log(figures);
        published.push(figures);
        // Two seeds leave a third of the queries unmeasured, and the interval too wide to exclude 0 every time.
        expect(FULL_SIZE ? difference.interval[0] : difference.mean).toBeGreaterThan(0);
        expect(error).toBeLessThan(MOST_ERROR);
      },
      900_000,
    );
  },
  [LTR.train.data, LTR.train.queries],
);

/** Difference in NDCG@10 of two ways to learn, over queries, each the mean over the seeds in which it was unseen. */
function compare(
  judged: JudgedQueries,
  trials: readonly ClickTrial[],
  one: TrialName,
  other: TrialName,
): { readonly mean: number; readonly interval: readonly [number, number]; readonly units: number } {
  const byQuery = new Map<number, number[]>();
  for (const { unseen, scores } of trials) {
    const [ofOne, ofOther] = [one, other].map((name) => ndcgs(judged, unseen, scores[name]!));
    ofOne!.forEach((value, query) => {
      byQuery.set(query, [...(byQuery.get(query) ?? []), value - ofOther!.get(query)!]);
    });
  }
  const differences = [...byQuery.values()].map((values) => mean(values));
  const { difference } = bootstrap({
    units: differences.length,
    statistic: (sampled) => ({ difference: mean(Array.from(sampled, (query) => differences[query]!)) }),
    seed: 1,
  });
  return { mean: mean(differences), interval: difference, units: differences.length };
}

/** NDCG@10 by query, of those that have a relevant candidate. */
function ndcgs(judged: JudgedQueries, unseen: readonly number[], scores: Float64Array): Map<number, number> {
  const found = new Map<number, number>();
  for (const query of unseen) {
    const [first, end] = [judged.offsets[query]!, judged.offsets[query + 1]!];
    const alone = { grades: judged.grades.subarray(first, end), offsets: Int32Array.of(0, end - first) };
    const [value] = queryNdcgs(alone, scores.subarray(first, end), CUTOFF);
    if (value !== undefined) found.set(query, value);
  }
  return found;
}

function tableOf(judged: JudgedQueries, trials: readonly ClickTrial[]): string {
  const names = LEARNED_BY.filter((name) => trials[0]!.scores[name] !== undefined);
  return markdownTable([
    ['learned from', 'NDCG@10', 'effective clicks', 'of clicks', 'estimated / true, mean absolute logarithm'],
    ...names.map((name) => [
      name,
      mean(trials.flatMap(({ unseen, scores }) => [...ndcgs(judged, unseen, scores[name]!).values()])).toFixed(4),
      ...(['effective', 'actions'] as const).map((what) =>
        trials[0]![what][name] === undefined ? '' : mean(trials.map((trial) => trial[what][name]!)).toFixed(0),
      ),
      trials[0]!.errors[name] === undefined ? '' : mean(trials.map(({ errors }) => errors[name]!)).toFixed(3),
    ]),
  ]);
}
