import { trainLogLinear } from '@tiebreak/log-linear';
import type { RankedLists } from '@tiebreak/objectives';

/** Nearly none: the parts are few, and their log-odds much alike. */
const L2 = 1e-6;

/**
 * How much each part's log-odds count in a blend: the weights with the best likelihood (R2) on log-odds of rows that the
 * parts have not seen, none of them negative. A part that would get a negative weight is left out and the others are
 * fitted again, so that the blend never bets on what it knows to be worse.
 * @param ofParts out-of-fold log-odds of every row, part by part
 * @returns one weight a part, at least 0, not all 0
 * @see Wolpert, "Stacked generalization", Neural Networks 1992; Breiman, "Stacked regressions", Machine Learning 1996
 */
export function fitBlendWeights(lists: RankedLists, ofParts: readonly Float64Array[]): number[] {
  let kept = ofParts.map((_, part) => part);
  for (;;) {
    if (kept.length === 1) return ofParts.map((_, part) => (kept.includes(part) ? 1 : 0));
    const weights = fit(
      lists,
      kept.map((part) => ofParts[part]!),
    );
    const least = weights.reduce((a, weight, i) => (weight < weights[a]! ? i : a), 0);
    if (weights[least]! >= 0) return ofParts.map((_, part) => weights[kept.indexOf(part)] ?? 0);
    kept = kept.filter((_, i) => i !== least);
  }
}

function fit(lists: RankedLists, ofParts: readonly Float64Array[]): Float64Array {
  const columns = ofParts.length;
  const features = new Float32Array(lists.right.length * columns);
  ofParts.forEach((logOdds, column) => {
    for (let row = 0; row < logOdds.length; row++) features[row * columns + column] = logOdds[row]!;
  });
  return trainLogLinear({ ...lists, columns, features }, { objective: 'r2', lambda: 1, l2: L2 }).weights;
}
