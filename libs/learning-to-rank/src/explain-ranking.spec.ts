import fc from 'fast-check';
import { madeUpQueries } from '../test/queries';
import { explainRanking, medianRow } from './explain-ranking';
import { trainLambdaMart } from './lambda-mart';
import { modelOf } from './ranking-model';

const NAMES = ['title_match', 'popularity', 'recency'];
const queries = madeUpQueries(30, 1);
const trees = trainLambdaMart(queries, { leaves: 8, learningRate: 0.1, leastHessian: 0.01, trees: 30 }, 1);
const model = modelOf({ kind: 'lambdamart', model: trees }, NAMES, 'films@1.0.0');
const value = fc.oneof(fc.constant(NaN), fc.double({ min: 0, max: 1, noNaN: true })).map(Math.fround);
const row = fc.tuple(value, value, value).map((values) => Float32Array.from(values));

describe('contributions of features to a candidate', () => {
  it('sum to its score, the last one being the score of the baseline, also where features are missing', async () => {
    await fc.assert(
      fc.asyncProperty(row, row, async (candidate, baseline) => {
        const [explained] = await explainRanking(model, candidate, 1, baseline);
        const [[score], [reference]] = [await model.score(candidate, 1), await model.score(baseline, 1)];
        const shares = explained!.contributions.map(({ logOdds }) => logOdds);
        expect(shares.at(-1)).toBeCloseTo(reference!, 9);
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(score!, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('of a linear ranker are weight times difference, and what missing means', async () => {
    const linear = modelOf(
      { kind: 'linear', model: { weights: Float64Array.of(2, -1, 4), missing: Float64Array.of(0, 0.5, 3) } },
      NAMES,
      'films@1.0.0',
    );
    const rows = Float32Array.of(0.5, 0.25, NaN, 0.25, NaN, 1);
    const [first, second] = await explainRanking(linear, rows, 2, Float32Array.of(0.25, 1, 0.5));
    expect(first).toEqual({
      method: 'exact',
      contributions: [
        { feature: 'recency', value: NaN, logOdds: 1 },
        { feature: 'popularity', value: 0.25, logOdds: 0.75 },
        { feature: 'title_match', value: 0.5, logOdds: 0.5 },
        { feature: 'bias', value: 1, logOdds: 1.5 },
      ],
    });
    expect(second!.contributions.map(({ feature, logOdds }) => [feature, logOdds])).toEqual([
      ['recency', 2],
      ['popularity', 1.5],
      ['bias', 1.5],
    ]);
  });

  it('are refused for rows of another width', async () => {
    await expect(explainRanking(model, new Float32Array(4), 1, new Float32Array(3))).rejects.toThrow(
      new RangeError('rows: expected 1 rows of 3 features, got 4 numbers'),
    );
  });
});

it('a median row has the lower middle of what is present, and is missing what always is', () => {
  const rows = Float32Array.of(1, NaN, 5, 3, NaN, NaN, 2, NaN, 1, 9, NaN, 4);
  expect([...medianRow(rows, 3)]).toEqual([2, NaN, 4]);
});
