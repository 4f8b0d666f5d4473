/**
 * A binary regression tree as parallel arrays over its nodes; node 0 is the root. A row goes left when
 * `x[feature] <= threshold`, a float32 comparison.
 */
export interface Tree {
  /** Column that an inner node tests; -1 at leaves. */
  readonly feature: Int32Array;
  /** 0 at leaves. */
  readonly threshold: Float32Array;
  /** Children, which come after their parent; -1 at leaves. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the score, learning rate included; 0 at inner nodes. */
  readonly value: Float64Array;
}

/** An additive model: score = start + the values of the leaves that a row reaches. */
export interface BoostedTrees {
  /** Feature columns that the trees were learned from. */
  readonly columns: number;
  readonly start: number;
  readonly trees: readonly Tree[];
}

/** Rows scored by all trees before the next ones: few enough for their features to stay in the cache. */
const BLOCK = 256;

/**
 * Scores of raw feature rows; log-odds when the trees were learned under the logistic objective.
 * @param features row-major float32, rows * columns
 * @throws RangeError when the features do not fill whole rows of the model's columns
 */
export function scoreTrees(model: BoostedTrees, features: Float32Array): Float64Array {
  const scores = new Float64Array(countRows(model, features)).fill(model.start);
  for (let first = 0; first < scores.length; first += BLOCK) {
    for (const tree of model.trees) addTree(tree, model.columns, features, scores, first);
  }
  return scores;
}

/**
 * The scores after every `everyTrees` trees and at last after all of them, so that one run shows how many are enough.
 * @returns for each stage one score a row; the last stage equals `scoreTrees`
 * @throws RangeError when `everyTrees` is not a whole number of at least 1, or as `scoreTrees` does
 */
export function scoreStages(model: BoostedTrees, features: Float32Array, everyTrees: number): Float64Array[] {
  if (!Number.isInteger(everyTrees) || everyTrees < 1) {
    throw new RangeError(`everyTrees: expected a whole number of at least 1, got ${everyTrees}`);
  }
  const scores = new Float64Array(countRows(model, features)).fill(model.start);
  const stages = Array.from({ length: Math.ceil(model.trees.length / everyTrees) }, () => scores.slice());
  for (let first = 0; first < scores.length; first += BLOCK) {
    for (const [i, tree] of model.trees.entries()) {
      addTree(tree, model.columns, features, scores, first);
      if ((i + 1) % everyTrees !== 0 && i + 1 !== model.trees.length) continue;
      stages[Math.floor(i / everyTrees)]!.set(scores.subarray(first, first + BLOCK), first);
    }
  }
  return stages;
}

/**
 * The model as it was after its first `count` trees.
 * @throws RangeError when it has fewer
 */
export function firstTrees(model: BoostedTrees, count: number): BoostedTrees {
  if (!Number.isInteger(count) || count < 0 || count > model.trees.length) {
    throw new RangeError(`count: expected a whole number from 0 to ${model.trees.length} trees, got ${count}`);
  }
  return { ...model, trees: model.trees.slice(0, count) };
}

function countRows({ columns }: BoostedTrees, features: Float32Array): number {
  const rows = features.length / columns;
  if (Number.isInteger(rows)) return rows;
  throw new RangeError(`features: expected whole rows of ${columns} columns, got ${features.length} values`);
}

/** Adds a tree's values to the scores of the block that begins at row `first`. */
function addTree(tree: Tree, columns: number, features: Float32Array, scores: Float64Array, first: number): void {
  const { feature, threshold, left, right, value } = tree;
  const end = Math.min(first + BLOCK, scores.length);
  for (let row = first; row < end; row++) {
    let node = 0;
    while (feature[node]! >= 0) {
      node = features[row * columns + feature[node]!]! <= threshold[node]! ? left[node]! : right[node]!;
    }
    scores[row]! += value[node]!;
  }
}
