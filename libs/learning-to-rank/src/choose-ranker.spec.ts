import { madeUpQueries } from '../test/queries';
import { chooseRanker, trainRanker } from './choose-ranker';
import { meanNdcg, selectQueries } from './judged-queries';

const SETTINGS = { leaves: 4, learningRate: 0.1, leastHessian: 0.01, trees: 30 };

describe('a ranker', () => {
  it('puts candidates of unseen queries in better order than any one feature does', () => {
    const unseen = madeUpQueries(60, 2);
    const { score } = trainRanker(madeUpQueries(60, 1), SETTINGS, 1);
    const byFirstFeature = Float64Array.from(unseen.grades, (_, row) => unseen.features[3 * row]!);
    expect(meanNdcg(unseen, score(unseen.features), 10)).toBeGreaterThan(meanNdcg(unseen, byFirstFeature, 10));
  });

  it('is the same bits for the same queries and seed, and another for another seed', () => {
    const queries = madeUpQueries(20, 3);
    const scores = (seed: number) => trainRanker(queries, SETTINGS, seed).score(queries.features);
    expect(scores(1)).toEqual(scores(1));
    expect(scores(2)).not.toEqual(scores(1));
  });

  it('is chosen among settings by queries that it did not learn from, and says what was tried', () => {
    const shares: number[] = [];
    const { settings, tried, ranker } = chooseRanker(madeUpQueries(25, 5), 1, (share) => shares.push(share));
    const best = tried.reduce((a, b) => (b.ndcg > a.ndcg ? b : a));
    expect({ ...settings, ndcg: best.ndcg }).toEqual(best);
    expect(ranker.trees.trees).toHaveLength(settings.trees);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('the mean NDCG', () => {
  it('is over queries with a relevant candidate: 1 for one in order beside one without', () => {
    const queries = {
      features: new Float32Array(4),
      columns: 1,
      grades: Float64Array.of(0, 2, 0, 0),
      offsets: Int32Array.of(0, 2, 4),
    };
    expect(meanNdcg(queries, Float64Array.of(1, 5, 2, 3), 10)).toBe(1);
    expect(meanNdcg(queries, Float64Array.of(5, 1, 2, 3), 10)).toBeCloseTo(1 / Math.log2(3), 12);
    expect(meanNdcg(selectQueries(queries, [1]), Float64Array.of(2, 3), 10)).toBeNaN();
  });

  it('of queries selected anew is that of the same queries', () => {
    const queries = madeUpQueries(4, 9);
    const scores = Float64Array.from(queries.grades, (grade, row) => grade + (row % 3));
    const swapped = selectQueries(queries, [3, 1, 0, 2]);
    const swappedScores = Float64Array.from(
      [3, 1, 0, 2].flatMap((query) => [...scores.subarray(12 * query, 12 * query + 12)]),
    );
    expect(meanNdcg(swapped, swappedScores, 5)).toBeCloseTo(meanNdcg(queries, scores, 5), 12);
  });
});
