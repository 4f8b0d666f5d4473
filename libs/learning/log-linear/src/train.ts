import { minimize, type Objective } from '@tiebreak/optimization';
import type { LogLinearModel } from './log-linear-model';
import { objectiveLoss, type ObjectiveKind } from './losses';
import { countRows, type RankedLists } from './ranked-lists';
import { standardize, standardizedFeatures } from './standardization';

export interface LogLinearOptions {
  readonly objective: ObjectiveKind;
  /** Weight of R2 in R3, above 0. */
  readonly lambda: number;
  /**
   * Strength c of the penalty c/2 |w|^2 on the weights of the standardised features; the bias is free. R3 is divided by
   * 1 + lambda beside it, so that a strength means the same for every lambda.
   */
  readonly l2: number;
}

/**
 * Fits a log-linear re-ranker under R1, R2 or R3 by L-BFGS in float64, from zero weights. Deterministic.
 * @throws Error when there are no hypotheses to learn from
 */
export function trainLogLinear(lists: RankedLists, options: LogLinearOptions): LogLinearModel {
  if (countRows(lists) === 0) throw new Error('expected hypotheses to learn from, got none');
  const standardization = standardize(lists);
  const objective = penalizedObjective(standardizedFeatures(lists, standardization), lists, options);
  const { point } = minimize(objective, new Float64Array(lists.columns + 1), {
    gradientTolerance: 1e-6,
    relativeDecrease: 1e-7,
  });

  // Standardisation moves into the weights, so that the model reads raw features.
  const weights = new Float64Array(lists.columns);
  let bias = point[lists.columns]!;
  for (let column = 0; column < lists.columns; column++) {
    const scale = standardization.scales[column]!;
    if (scale === 0) continue;
    weights[column] = point[column]! / scale;
    bias -= weights[column]! * standardization.means[column]!;
  }
  return { weights, bias };
}

/** The loss of s = Xw + b plus the penalty, as a function of (w, b). */
export function penalizedObjective(
  features: Float64Array,
  lists: RankedLists,
  { objective, lambda, l2 }: LogLinearOptions,
): Objective {
  const { columns } = lists;
  const rows = countRows(lists);
  const loss = objectiveLoss(objective, lambda);
  const weight = objective === 'r3' ? 1 / (1 + lambda) : 1;
  const logOdds = new Float64Array(rows);
  const byLogOdds = new Float64Array(rows);
  return {
    evaluate(point, gradient) {
      for (let row = 0, i = 0; row < rows; row++) {
        let sum = point[columns]!;
        for (let column = 0; column < columns; column++, i++) sum += point[column]! * features[i]!;
        logOdds[row] = sum;
      }
      byLogOdds.fill(0);
      let value = weight * loss(logOdds, lists, weight, byLogOdds);
      gradient.fill(0);
      for (let row = 0, i = 0; row < rows; row++) {
        const d = byLogOdds[row]!;
        for (let column = 0; column < columns; column++, i++) gradient[column]! += d * features[i]!;
        gradient[columns]! += d;
      }
      for (let column = 0; column < columns; column++) {
        value += (l2 / 2) * point[column]! ** 2;
        gradient[column]! += l2 * point[column]!;
      }
      return value;
    },
  };
}
