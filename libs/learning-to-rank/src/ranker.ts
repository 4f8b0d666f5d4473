import { type BoostedTrees, scoreTrees } from '@tiebreak/boosting';
import { type LinearRanker, scoreLinear } from './linear-ranker';

/** A learned ranker of either kind. */
export type Ranker =
  | { readonly kind: 'lambdamart'; readonly model: BoostedTrees }
  | { readonly kind: 'linear'; readonly model: LinearRanker };

/**
 * Scores of rows of features, better ones higher; they compare within a query only.
 * @param features row-major; NaN is missing
 * @throws RangeError when the features do not fill whole rows
 */
export function scoreRows(ranker: Ranker, features: Float32Array): Float64Array {
  switch (ranker.kind) {
    case 'lambdamart':
      return scoreTrees(ranker.model, features);
    case 'linear':
      return scoreLinear(ranker.model, features);
  }
}
