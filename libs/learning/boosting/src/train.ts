import { seededRandom } from '@tiebreak/statistics';
import type { BinnedFeatures } from './bins';
import type { BoostedTrees, Tree } from './boosted-trees';
import { type GrownTree, treeGrower } from './grow-tree';
import type { BoostingObjective } from './objective';
import { type BoostingOptions, rejectInvalidOptions } from './options';
import { rowSlots } from './row-slots';
import { sampleShare } from './sample';

/**
 * Gradient-boosted decision trees: each tree's leaves take the Newton steps of the loss at the scores so far, the tests
 * being chosen to lower the loss most. Deterministic: equal arguments give equal bits.
 * @param features binned once for all runs, also for those on parts of the rows
 * @param objective over the rows of the full set
 * @param rows those to learn from, each once; all when left out. The result is that of training on a set of these rows
 *   in this order, with the same bins. Rows that are not learned from keep the start score.
 * @throws RangeError naming the option, or the row, what was expected and what came
 * @throws Error when the objective's derivatives are not finite
 * @see Chen & Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016
 */
export function trainBoostedTrees(
  features: BinnedFeatures,
  objective: BoostingObjective,
  options: BoostingOptions,
  rows?: Int32Array,
): BoostedTrees {
  return {
    columns: features.columns,
    start: objective.start,
    trees: [...growTrees(features, objective, options, rows)],
  };
}

/** The trees of `trainBoostedTrees` one by one, for who wants to see how the first ones do before the next is grown. */
export function* growTrees(
  features: BinnedFeatures,
  objective: BoostingObjective,
  options: BoostingOptions,
  rows?: Int32Array,
): Generator<Tree, void, void> {
  rejectInvalidOptions(options);
  const learned = rows ?? upTo(features.rows);
  rejectInvalidRows(learned, features.rows);
  const columns = upTo(features.columns);
  const random = seededRandom(options.seed);
  const grower = treeGrower(features, rowSlots(features, learned), options);
  const scores = new Float64Array(features.rows).fill(objective.start);
  const gradient = new Float64Array(features.rows);
  const hessian = new Float64Array(features.rows);
  for (let trees = 0; trees < options.trees; trees++) {
    objective.derivatives(scores, gradient, hessian);
    rejectInfinite(learned, gradient, hessian, trees);
    const sampledRows = sampleShare(learned, options.rowShare, random);
    const sampledColumns = sampleShare(columns, options.columnShare, random);
    const grown = grower.grow(sampledRows, sampledColumns, { gradient, hessian });
    addGrownTree(grown, features, learned, scores);
    const { bin: _bin, ...tree } = grown;
    options.onTree?.(trees + 1);
    yield tree;
  }
}

/** Adds the tree's values to the scores of the given rows, whether it was grown on them or not. */
function addGrownTree(tree: GrownTree, features: BinnedFeatures, rows: Int32Array, scores: Float64Array): void {
  const { feature, bin, left, right, value } = tree;
  const { bins, rows: rowCount } = features;
  for (const row of rows) {
    let node = 0;
    while (feature[node]! >= 0) {
      node = bins[feature[node]! * rowCount + row]! <= bin[node]! ? left[node]! : right[node]!;
    }
    scores[row]! += value[node]!;
  }
}

function upTo(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

function rejectInvalidRows(rows: Int32Array, count: number): void {
  if (rows.length === 0) throw new RangeError('rows: expected at least 1 to learn from, got none');
  const seen = new Uint8Array(count);
  for (const row of rows) {
    if (row < 0 || row >= count) throw new RangeError(`rows: expected whole numbers in [0, ${count}), got ${row}`);
    if (seen[row] === 1) throw new RangeError(`rows: expected each row once, got row ${row} again`);
    seen[row] = 1;
  }
}

/** Growing would take NaN for "nothing gains" and return trees that say nothing. */
function rejectInfinite(rows: Int32Array, gradient: Float64Array, hessian: Float64Array, trees: number): void {
  for (const row of rows) {
    if (Number.isFinite(gradient[row]!) && Number.isFinite(hessian[row]!)) continue;
    throw new Error(
      `objective: expected finite derivatives, got gradient ${gradient[row]} and hessian ${hessian[row]} ` +
        `for row ${row} after ${trees} trees`,
    );
  }
}
