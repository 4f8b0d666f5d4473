import { scoreTrees } from '@tiebreak/boosting';
import { madeUpQueries } from '../test/queries';
import { chooseLambdaMart } from './choose-lambda-mart';
import { meanNdcg } from './judged-queries';
import { trainLambdaMart } from './lambda-mart';

const SETTINGS = { leaves: 4, learningRate: 0.1, leastHessian: 0.01, trees: 30 };

describe('LambdaMART', () => {
  it('puts candidates of unseen queries in better order than any one feature does', () => {
    const unseen = madeUpQueries(60, 2);
    const trees = trainLambdaMart(madeUpQueries(60, 1), SETTINGS, 1);
    const byFirstFeature = Float64Array.from(unseen.grades, (_, row) => unseen.features[3 * row]!);
    expect(meanNdcg(unseen, scoreTrees(trees, unseen.features), 10)).toBeGreaterThan(
      meanNdcg(unseen, byFirstFeature, 10),
    );
  });

  it('is the same bits for the same queries and seed, and another for another seed', () => {
    const queries = madeUpQueries(20, 3);
    const scores = (seed: number) => scoreTrees(trainLambdaMart(queries, SETTINGS, seed), queries.features);
    expect(scores(1)).toEqual(scores(1));
    expect(scores(2)).not.toEqual(scores(1));
  });

  it('is chosen among settings by queries that it did not learn from, and says what was tried', () => {
    const shares: number[] = [];
    const { settings, tried, trees } = chooseLambdaMart(madeUpQueries(25, 5), 1, (share) => shares.push(share));
    const best = tried.reduce((a, b) => (b.ndcg > a.ndcg ? b : a));
    expect({ ...settings, ndcg: best.ndcg }).toEqual(best);
    expect(trees.trees).toHaveLength(settings.trees);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('learns what a missing feature means: that of relevant candidates is missing here', () => {
    const queries = madeUpQueries(30, 6);
    const features = queries.features.map((value, i) => {
      const relevant = queries.grades[Math.floor(i / 3)]! > 0;
      return i % 3 === 2 ? (relevant ? NaN : 0.5) : value;
    });
    const { columns, grades, offsets } = madeUpQueries(30, 7);
    const unseen = {
      columns,
      offsets,
      grades,
      features: Float32Array.from({ length: features.length }, (_, i) =>
        i % 3 === 2 && grades[Math.floor(i / 3)]! > 0 ? NaN : 0.5,
      ),
    };
    const trees = trainLambdaMart({ ...queries, features }, { ...SETTINGS, trees: 60 }, 1);
    const binary = { ...unseen, grades: grades.map((grade) => Math.min(1, grade)) };
    expect(meanNdcg(binary, scoreTrees(trees, unseen.features), 10)).toBe(1);
  });
});
