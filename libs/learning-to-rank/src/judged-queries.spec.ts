import { madeUpQueries } from '../test/queries';
import { meanNdcg, querySays, selectQueries } from './judged-queries';

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

it('a query counts for the mean weight of its relevant candidates, and weights go with selected queries', () => {
  const queries = {
    features: new Float32Array(5),
    columns: 1,
    grades: Float64Array.of(0, 2, 1, 0, 1),
    offsets: Int32Array.of(0, 3, 4, 5),
    weights: Float64Array.of(9, 3, 5, 9, 7),
  };
  expect(querySays(queries)).toEqual([4, 7]);
  expect(selectQueries(queries, [2, 0]).weights).toEqual(Float64Array.of(7, 9, 3, 5));
});
