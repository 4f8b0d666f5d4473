import { mean } from '@tiebreak/statistics';
import fixture from '../test/scikit-learn.json';
import { averagePrecision, discountedGain, type Gain, ndcg } from './index';

const sklearn = `scikit-learn ${fixture.origin['scikit-learn']}`;

/** Every order of the items, repeats included. */
function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The gap between what is ours and theirs, the largest of any. */
function gap(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]!)));
}

describe.each(fixture.queries)('a ranking of grades $ranked', ({ ranked, judged, cut, averagePrecision: theirs }) => {
  const runs = cut.flatMap((run) => (['linear', 'exponential'] satisfies Gain[]).map((gain) => ({ ...run, gain })));

  it.each(runs)(`has the $gain gains of ${sklearn}'s dcg_score and ndcg_score at $cutoff, to 1e-6`, (run) => {
    const { gain, cutoff } = run;
    const ours = [discountedGain(ranked, { gain, cutoff }), ndcg(ranked, judged, { gain, cutoff })];
    expect(gap(ours, run[gain])).toBeLessThan(1e-6);
  });

  it(`has the average precision of ${sklearn}'s average_precision_score, to 1e-6`, () => {
    const relevant = judged.filter((grade) => grade > 0).length;
    const ours = averagePrecision(
      ranked.map((grade) => grade > 0),
      relevant,
    );
    expect(gap([ours], [theirs])).toBeLessThan(1e-6);
  });
});

it(`the gain of tied items, averaged over their orders, is that of ${sklearn}'s dcg_score and ndcg_score, to 1e-6`, () => {
  const { grades, linear } = fixture.allTied;
  const gains = orders(grades).map((ranked) => discountedGain(ranked, { gain: 'linear' }));
  const shares = orders(grades).map((ranked) => ndcg(ranked, grades, { gain: 'linear' }));
  expect(gap([mean(gains), mean(shares)], linear)).toBeLessThan(1e-6);
});
