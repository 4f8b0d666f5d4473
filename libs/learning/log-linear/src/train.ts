import {
  countRows,
  objectiveLoss,
  type ObjectiveKind,
  type RankedLists,
  type SparseRows,
  sparseRows,
  type Standardization,
  standardize,
} from '@tiebreak/objectives';
import { minimize, type Objective } from '@tiebreak/optimization';
import type { LogLinearModel } from './log-linear-model';

export interface LogLinearOptions {
  readonly objective: ObjectiveKind;
  /** Weight of R2 in R3, above 0. */
  readonly lambda: number;
  /**
   * Strength c of the penalty c/2 |w|^2 on the weights of the standardised features; the bias is free. R3 is divided by
   * 1 + lambda beside it, so that a strength means the same for every lambda.
   */
  readonly l2: number;
  /**
   * Where the search begins, such as the model of a neighbouring penalty; zero weights unless given. R2 and its penalty are
   * convex, so there it changes how long the search takes and not what it finds.
   */
  readonly start?: LogLinearModel;
}

/**
 * Fits a log-linear re-ranker under R1, R2 or R3 by L-BFGS in float64. Deterministic.
 * @throws Error when there are no hypotheses to learn from
 */
export function trainLogLinear(lists: RankedLists, options: LogLinearOptions): LogLinearModel {
  if (countRows(lists) === 0) throw new Error('expected hypotheses to learn from, got none');
  const rows = sparseRows(lists);
  const standardization = standardize(rows);
  const { point } = minimize(
    penalizedObjective(rows, standardization, lists, options),
    options.start === undefined ? new Float64Array(lists.columns + 1) : toStandardized(options.start, standardization),
    { memory: 30, gradientTolerance: 1e-6, relativeDecrease: 1e-6 },
  );
  const model: LogLinearModel = { weights: new Float64Array(lists.columns), bias: 0 };
  return { ...model, bias: toRawFeatures(point, standardization, model.weights) };
}

/**
 * The loss of s = Xw + b plus the penalty, as a function of (w, b), X being the standardised features. They are never
 * written out: centring would fill the zeros in, so it is done on the weights instead.
 */
export function penalizedObjective(
  { columns, starts, indices, values }: SparseRows,
  standardization: Standardization,
  lists: RankedLists,
  { objective, lambda, l2 }: LogLinearOptions,
): Objective {
  const rows = countRows(lists);
  const loss = objectiveLoss(objective, lambda);
  const weight = objective === 'r3' ? 1 / (1 + lambda) : 1;
  const weights = new Float64Array(columns);
  const logOdds = new Float64Array(rows);
  const byLogOdds = new Float64Array(rows);
  return {
    evaluate(point, gradient) {
      const bias = toRawFeatures(point, standardization, weights);
      for (let row = 0, entry = 0; row < rows; row++) {
        let sum = bias;
        for (const end = starts[row + 1]!; entry < end; entry++) sum += weights[indices[entry]!]! * values[entry]!;
        logOdds[row] = sum;
      }
      byLogOdds.fill(0);
      let value = weight * loss(logOdds, lists, weight, byLogOdds);
      gradient.fill(0);
      let byBias = 0;
      for (let row = 0, entry = 0; row < rows; row++) {
        const d = byLogOdds[row]!;
        byBias += d;
        for (const end = starts[row + 1]!; entry < end; entry++) gradient[indices[entry]!]! += d * values[entry]!;
      }
      gradient[columns] = byBias;
      for (let column = 0; column < columns; column++) {
        const scale = standardization.scales[column]!;
        const centred = gradient[column]! - byBias * standardization.means[column]!;
        value += (l2 / 2) * point[column]! ** 2;
        gradient[column] = (scale === 0 ? 0 : centred / scale) + l2 * point[column]!;
      }
      return value;
    },
  };
}

/** Writes the weights that read raw features, given those of standardised ones and the bias; returns the bias of the raw. */
function toRawFeatures(point: Float64Array, { means, scales }: Standardization, weights: Float64Array): number {
  let bias = point[weights.length]!;
  for (let column = 0; column < weights.length; column++) {
    const scale = scales[column]!;
    weights[column] = scale === 0 ? 0 : point[column]! / scale;
    bias -= weights[column]! * means[column]!;
  }
  return bias;
}

/** The inverse of `toRawFeatures`: weights of the standardised features, and last the bias. */
function toStandardized({ weights, bias }: LogLinearModel, { means, scales }: Standardization): Float64Array {
  const point = new Float64Array(weights.length + 1);
  let shifted = bias;
  for (let column = 0; column < weights.length; column++) {
    point[column] = weights[column]! * scales[column]!;
    shifted += weights[column]! * means[column]!;
  }
  point[weights.length] = shifted;
  return point;
}
