import { type BinnedFeatures, binFeatures, type BoostedTrees, growTrees, type Tree } from '@tiebreak/boosting';
import type { JudgedQueries } from './judged-queries';
import { lambdaObjective } from './lambda-objective';

/** How the trees of a ranker are grown; what is not named is fixed. */
export interface LambdaMartSettings {
  readonly leaves: number;
  readonly learningRate: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastHessian: number;
  readonly trees: number;
}

/** What is looked at is the first page of results. */
export const CUTOFF = 10;
const FIXED = { depth: 12, l2: 1, rowShare: 0.8, columnShare: 0.5 } as const;
/** The largest float32: above every threshold, as what a tree's test `x <= threshold` makes of NaN. */
const ABOVE_ALL = 3.4028234663852886e38;

/**
 * Trains LambdaMART. A missing feature goes where the largest values go, in training as in scoring: the test
 * `x <= threshold` is false for NaN. A tree that minds can part the two by one more test.
 * @throws RangeError when no query has candidates of different grades, or a feature is infinite
 */
export function trainLambdaMart(queries: JudgedQueries, settings: LambdaMartSettings, seed: number): BoostedTrees {
  return {
    columns: queries.columns,
    start: 0,
    trees: [...growLambdaMart(queries, binQueries(queries), settings, seed)],
  };
}

/** The same, tree by tree. @param binned the features of `queries` by `binQueries`, for any number of settings */
export function growLambdaMart(
  queries: JudgedQueries,
  binned: BinnedFeatures,
  settings: LambdaMartSettings,
  seed: number,
): Generator<Tree, void, void> {
  return growTrees(binned, lambdaObjective(queries, { cutoff: CUTOFF }), { ...FIXED, ...settings, seed });
}

/** The features in bins, a missing one in the last of its column. */
export function binQueries({ features, columns }: JudgedQueries): BinnedFeatures {
  return binFeatures({ columns, features: features.map((value) => (Number.isNaN(value) ? ABOVE_ALL : value)) });
}
