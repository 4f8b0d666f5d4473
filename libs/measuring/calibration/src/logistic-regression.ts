import { sigmoid, softplus } from '@tiebreak/interpretation';

export interface LogisticFit {
  /** One weight a column. */
  readonly weights: Float64Array;
  /** Mean cross entropy at the weights, in nats. */
  readonly loss: number;
}

const MOST_ITERATIONS = 100;
const SMALL_GRADIENT = 1e-11;
const SHORTEST_STEP = 1e-10;
/** A fall of the loss that float64 hardly shows: Newton's last step is taken without a search. */
const INVISIBLE = 1e-13;

/**
 * Logistic regression of a few columns by Newton's method with a backtracking line search.
 *
 * The caller sees to it that a finite optimum exists: targets strictly between 0 and 1, or classes that no threshold
 * separates. Columns that depend on each other are no error; some optimum is returned.
 *
 * @param columns equally long; an intercept is a column of ones
 * @param targets in [0, 1], as long as the columns
 * @see Lin, Lin & Weng, "A Note on Platt's Probabilistic Outputs for Support Vector Machines", Machine Learning 2007
 */
export function fitLogistic(columns: readonly Float64Array[], targets: Float64Array): LogisticFit {
  let weights = new Float64Array(columns.length);
  let logOdds = predict(columns, weights);
  let loss = meanLoss(logOdds, targets);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const { gradient, hessian } = derivatives(columns, targets, logOdds);
    if (gradient.every((g) => Math.abs(g) < SMALL_GRADIENT)) break;
    const step = solve(hessian, gradient);
    const descent = dot(gradient, step);

    let length = 1;
    let next = weights;
    let nextLoss = loss;
    do {
      next = weights.map((w, i) => w - length * step[i]!);
      logOdds = predict(columns, next);
      nextLoss = meanLoss(logOdds, targets);
      if (descent < INVISIBLE) return { weights: next, loss: nextLoss };
      if (nextLoss < loss - 1e-4 * length * descent) break;
      length /= 2;
    } while (length >= SHORTEST_STEP);
    // No step lowers the loss any more: float64 is exhausted.
    if (length < SHORTEST_STEP) break;
    weights = next;
    loss = nextLoss;
  }
  return { weights, loss };
}

function predict(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const logOdds = new Float64Array(columns[0]!.length);
  columns.forEach((column, c) => {
    const weight = weights[c]!;
    for (let i = 0; i < column.length; i++) logOdds[i]! += weight * column[i]!;
  });
  return logOdds;
}

function meanLoss(logOdds: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) sum += softplus(logOdds[i]!) - targets[i]! * logOdds[i]!;
  return sum / targets.length;
}

/** Of the mean loss by the weights; of the symmetric hessian the lower triangle. */
function derivatives(columns: readonly Float64Array[], targets: Float64Array, logOdds: Float64Array) {
  const count = targets.length;
  const residuals = new Float64Array(count);
  const curvatures = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const p = sigmoid(logOdds[i]!);
    residuals[i] = (p - targets[i]!) / count;
    curvatures[i] = (p * (1 - p)) / count;
  }
  const gradient = Float64Array.from(columns, (column) => dot(residuals, column));
  const hessian = columns.map((column, r) =>
    // As in Lin et al., 1e-12 keeps the matrix invertible where the curve is flat.
    Float64Array.from(columns, (other, c) =>
      c > r ? 0 : weightedDot(curvatures, column, other) + (c === r ? 1e-12 : 0),
    ),
  );
  return { gradient, hessian };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function weightedDot(weights: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += weights[i]! * a[i]! * b[i]!;
  return sum;
}

/** Solves hessian * x = gradient by Cholesky's L D L^T, from the lower triangle. */
function solve(hessian: readonly Float64Array[], gradient: Float64Array): Float64Array {
  const size = gradient.length;
  const lower = hessian.map((row) => Float64Array.from(row));
  const x = Float64Array.from(gradient);
  for (let r = 0; r < size; r++) {
    const row = lower[r]!;
    for (let c = 0; c < r; c++) {
      for (let k = 0; k < c; k++) row[c]! -= row[k]! * lower[c]![k]! * lower[k]![k]!;
      row[c]! /= lower[c]![c]!;
    }
    for (let c = 0; c < r; c++) {
      row[r]! -= row[c]! ** 2 * lower[c]![c]!;
      x[r]! -= row[c]! * x[c]!;
    }
    // Rounding must not make a flat direction an uphill one.
    row[r] = Math.max(row[r]!, 1e-14);
  }
  for (let r = size - 1; r >= 0; r--) {
    x[r]! /= lower[r]![r]!;
    for (let k = r + 1; k < size; k++) x[r]! -= lower[k]![r]! * x[k]!;
  }
  return x;
}
