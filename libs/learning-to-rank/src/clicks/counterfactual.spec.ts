import { seededRandom } from '@tiebreak/statistics';
import { madeUpQueries } from '../../test/queries';
import { trainLambdaMart } from '../lambda-mart';
import { type JudgedQueries, meanNdcg } from '../judged-queries';
import { type Ranker, scoreRows } from '../ranker';
import { trainListwise } from '../train-listwise';
import { EVEN } from './propensities';
import { simulateClicks } from './simulate-clicks';
import { harvestInterventions } from './intervention-harvesting';
import { weighClicks } from './weigh-clicks';

const LEARNERS: Readonly<Record<string, (queries: JudgedQueries) => Ranker>> = {
  listwise: (queries) => ({ kind: 'linear', model: trainListwise(queries, { l2: 0.001 }) }),
  LambdaMART: (queries) => ({
    kind: 'lambdamart',
    model: trainLambdaMart(queries, { leaves: 4, learningRate: 0.1, leastHessian: 1, trees: 40 }, 1),
  }),
};

describe.each(Object.keys(LEARNERS))(
  '%s, from the clicks on lists by the third feature, which means nothing',
  (name) => {
    it('unlearns that feature once clicks are weighted by estimated propensities', () => {
      const queries = madeUpQueries(60, 21);
      const unseen = madeUpQueries(60, 22);
      const log = simulateClicks(
        queries,
        {
          examination: Array.from({ length: 10 }, (_, place) => 1 / (1 + place)),
          trust: 0,
          attraction: (grade) => [0.02, 0.1, 0.3, 0.7, 1][grade]!,
          rankers: [Float64Array.from(queries.grades, (_, row) => queries.features[3 * row + 2]!)],
          swapShare: 1,
        },
        3_000,
        seededRandom(1),
      );
      const quality = (propensities: typeof EVEN) => {
        const ranker = LEARNERS[name]!(weighClicks(log, propensities).queries);
        return meanNdcg(unseen, scoreRows(ranker, unseen.features), 10);
      };
      expect(quality(harvestInterventions(log))).toBeGreaterThan(quality(EVEN) + 0.03);
    });
  },
);
