import {
  crossEntropy,
  expectedSemanticError,
  type ObjectiveKind,
  type SparseRows,
  type Standardization,
} from '@tiebreak/objectives';
import type { Batch } from './batches';
import { type Parameters, toRawFeatures, toStandardizedGradient, zeroParameters } from './parameters';
import { addProduct, addTransposedProduct } from './sparse-product';

/** What training minimises. */
export interface PenalizedObjective {
  readonly objective: ObjectiveKind;
  /** Weight of R2 in R3, above 0. */
  readonly lambda: number;
  /**
   * Strength c of the penalty c/2 |w|^2 on all weights over the standardised features; biases are free. R3 is divided by
   * 1 + lambda beside it, so that a strength means the same for every lambda.
   */
  readonly l2: number;
}

/** Value of the objective on a batch at `parameters`; writes its gradient there, over what `gradient` held. */
export type BatchObjective = (parameters: Parameters, batch: Batch, gradient: Parameters) => number;

/**
 * The penalised loss as a function of the parameters over standardised features. Those are never written out: centring
 * would fill the zeros in, so it is done on the weights instead. Over batches of lists drawn at random, value and gradient
 * have those of the whole set as expectations.
 * @param hidden units of the perceptron
 * @param mostRows rows that a batch has at most
 */
export function batchObjective(
  features: SparseRows,
  standardization: Standardization,
  { objective, lambda, l2 }: PenalizedObjective,
  hidden: number,
  mostRows: number,
): BatchObjective {
  const { r1, r2 } = lossWeights(objective, lambda);
  const units = hidden + 1;
  const raw = zeroParameters(features.columns, hidden);
  const logOdds = new Float64Array(mostRows);
  const byLogOdds = new Float64Array(mostRows);
  // Of every row: its units' sums; then the hidden ones' tanh; then the derivatives by the sums.
  const unitValues = new Float64Array(mostRows * units);

  function forward(rows: Int32Array): void {
    const { weights, biases, outputWeights } = raw;
    for (let i = 0; i < rows.length; i++) unitValues.set(biases, i * units);
    addProduct(features, rows, weights, units, unitValues);
    for (let i = 0, v = 0; i < rows.length; i++, v++) {
      let s = 0;
      for (let unit = 0; unit < hidden; unit++, v++) {
        const activation = Math.tanh(unitValues[v]!);
        unitValues[v] = activation;
        s += outputWeights[unit]! * activation;
      }
      logOdds[i] = s + unitValues[v]!;
    }
  }

  function backward(rows: Int32Array, gradient: Parameters): void {
    for (let i = 0, v = 0; i < rows.length; i++, v++) {
      const d = byLogOdds[i]!;
      for (let unit = 0; unit < hidden; unit++, v++) {
        const activation = unitValues[v]!;
        // tanh' = 1 - tanh^2
        const bySum = d * raw.outputWeights[unit]! * (1 - activation * activation);
        gradient.outputWeights[unit]! += d * activation;
        gradient.biases[unit]! += bySum;
        unitValues[v] = bySum;
      }
      gradient.biases[hidden]! += d;
      unitValues[v] = d;
    }
    addTransposedProduct(features, rows, unitValues, units, gradient.weights);
  }

  return (parameters, { rows, labels, ownScale, rowScale }, gradient) => {
    toRawFeatures(parameters, standardization, raw);
    forward(rows);
    const s = logOdds.subarray(0, rows.length);
    const byS = byLogOdds.subarray(0, rows.length).fill(0);
    const semanticWeight = r1 * ownScale;
    const entropyWeight = r2 * rowScale;
    let value = 0;
    if (semanticWeight > 0) value += semanticWeight * expectedSemanticError(s, labels, semanticWeight, byS);
    if (entropyWeight > 0) value += entropyWeight * crossEntropy(s, labels, entropyWeight, byS);
    gradient.vector.fill(0);
    backward(rows, gradient);
    toStandardizedGradient(gradient, standardization);
    return value + addPenalty(parameters.penalized, l2, gradient.penalized);
  };
}

/** What R1 and R2 count for; together 1. */
function lossWeights(objective: ObjectiveKind, lambda: number): { readonly r1: number; readonly r2: number } {
  switch (objective) {
    case 'r1':
      return { r1: 1, r2: 0 };
    case 'r2':
      return { r1: 0, r2: 1 };
    case 'r3':
      return { r1: 1 / (1 + lambda), r2: lambda / (1 + lambda) };
  }
}

/** The penalty's value; adds its gradient to `gradient`. */
function addPenalty(weights: Float64Array, l2: number, gradient: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    squares += weights[i]! ** 2;
    gradient[i]! += l2 * weights[i]!;
  }
  return (l2 / 2) * squares;
}
