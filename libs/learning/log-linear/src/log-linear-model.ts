import type { RankedLists } from '@tiebreak/objectives';

/** s(h) = w . f(h) + b: log-odds that the hypothesis is right, over the raw features. */
export interface LogLinearModel {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Log-odds of every row, before calibration; float64 arithmetic on the float32 features. */
export function logOddsOf({ weights, bias }: LogLinearModel, features: Float32Array): Float64Array {
  const columns = weights.length;
  const logOdds = new Float64Array(features.length / columns);
  for (let row = 0, i = 0; row < logOdds.length; row++) {
    let sum = bias;
    for (let column = 0; column < columns; column++, i++) sum += weights[column]! * features[i]!;
    logOdds[row] = sum;
  }
  return logOdds;
}

/** Log-odds of every row of the given lists. */
export function scoreLists(model: LogLinearModel, lists: RankedLists): Float64Array {
  return logOddsOf(model, lists.features);
}
