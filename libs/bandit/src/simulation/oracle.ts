import { seededRandom } from '@tiebreak/statistics';
import type { Price } from '../choosing/price';
import { teach, untaughtModel } from '../model/depth-model';
import { drawModel, oddsOf } from '../model/read-odds';
import { chooseLevels } from '../policies/proposals';
import type { QueryTable } from './query-table';

/** Times that the oracle goes over the table. */
const PASSES = 4;

/**
 * The contextual oracle: levels for each query of the table by a model that has seen every strategy's whole list for every
 * query, which no policy ever does. It knows no more of a query than its features, as a policy does.
 */
export function contextualOracle(table: QueryTable, price: Price, seed: number): Uint8Array[] {
  const { space, queries } = table;
  const model = untaughtModel(space, { link: 'logistic', overlap: true, drift: 0 });
  const random = seededRandom(seed);
  const depths = space.strategies.map(() => 100);
  for (let pass = 0, position = 0; pass < PASSES; pass++)
    for (const { context, ranks } of random.shuffle(queries))
      teach(model, space, { position: position++, context, depths, ranks });
  const weights = drawModel(model, 1, 0, random);
  return queries.map(({ context }) => chooseLevels(oddsOf(model, weights, 0, context), context.latencies, { price }));
}
