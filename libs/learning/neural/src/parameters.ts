import type { Standardization } from '@tiebreak/objectives';
import type { Random } from '@tiebreak/statistics';
import type { Perceptron } from './perceptron';

/**
 * A perceptron's parameters as parts of one vector, so that an optimiser need not know them: writing to a part writes to
 * the vector. Its units are the hidden ones and, last, a linear one that is added to the output as it is: the skip
 * weights and the output bias.
 */
export interface Parameters {
  readonly vector: Float64Array;
  readonly columns: number;
  readonly hidden: number;
  /** From features to units: columns x (hidden + 1), row-major. */
  readonly weights: Float64Array;
  /** From hidden units to the output. */
  readonly outputWeights: Float64Array;
  /** One a unit. */
  readonly biases: Float64Array;
  /** The part of the vector that is penalised: all but the biases. */
  readonly penalized: Float64Array;
}

/** Parameters of the given shape, all 0. */
export function zeroParameters(columns: number, hidden: number): Parameters {
  const units = hidden + 1;
  const vector = new Float64Array(columns * units + hidden + units);
  return {
    vector,
    columns,
    hidden,
    weights: vector.subarray(0, columns * units),
    outputWeights: vector.subarray(columns * units, columns * units + hidden),
    biases: vector.subarray(columns * units + hidden),
    penalized: vector.subarray(0, columns * units + hidden),
  };
}

/**
 * Where training starts, over standardised features: hidden sums of variance 1, where tanh begins to bend; no skip
 * weights; and an output around `logOdds`.
 * @see LeCun et al., "Efficient BackProp", 1998, section 4.6: initial weights of variance 1 / inputs
 */
export function initialize(
  { columns, hidden, weights, outputWeights, biases }: Parameters,
  { scales }: Standardization,
  logOdds: number,
  random: Random,
): void {
  // A constant column is no input.
  const inputs = scales.reduce((sum, scale) => sum + (scale === 0 ? 0 : 1), 0);
  for (let column = 0, w = 0; column < columns; column++) {
    for (let unit = 0; unit < hidden; unit++, w++)
      weights[w] = scales[column] === 0 ? 0 : random.normal() / Math.sqrt(inputs);
    weights[w++] = 0;
  }
  for (let unit = 0; unit < hidden; unit++) outputWeights[unit] = random.normal() / Math.sqrt(hidden);
  biases.fill(0);
  biases[hidden] = logOdds;
}

/** Writes into `raw` the parameters that do over raw features what `parameters` do over standardised ones. */
export function toRawFeatures(parameters: Parameters, { means, scales }: Standardization, raw: Parameters): void {
  const units = raw.hidden + 1;
  raw.outputWeights.set(parameters.outputWeights);
  raw.biases.set(parameters.biases);
  for (let column = 0, w = 0; column < raw.columns; column++) {
    const scale = scales[column]!;
    const mean = means[column]!;
    for (let unit = 0; unit < units; unit++, w++) {
      const weight = scale === 0 ? 0 : parameters.weights[w]! / scale;
      raw.weights[w] = weight;
      raw.biases[unit]! -= weight * mean;
    }
  }
}

/** Turns, in place, the gradient by parameters over raw features into that by parameters over standardised ones. */
export function toStandardizedGradient(gradient: Parameters, { means, scales }: Standardization): void {
  const units = gradient.hidden + 1;
  for (let column = 0, w = 0; column < gradient.columns; column++) {
    const scale = scales[column]!;
    const mean = means[column]!;
    for (let unit = 0; unit < units; unit++, w++) {
      const centred = gradient.weights[w]! - gradient.biases[unit]! * mean;
      gradient.weights[w] = scale === 0 ? 0 : centred / scale;
    }
  }
}

/** The perceptron over raw features that these parameters are; a copy. */
export function toPerceptron({ columns, hidden, weights, outputWeights, biases }: Parameters): Perceptron {
  const inputWeights = new Float64Array(columns * hidden);
  const skipWeights = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const first = column * (hidden + 1);
    inputWeights.set(weights.subarray(first, first + hidden), column * hidden);
    skipWeights[column] = weights[first + hidden]!;
  }
  return {
    columns,
    hidden,
    inputWeights,
    hiddenBiases: biases.slice(0, hidden),
    outputWeights: outputWeights.slice(),
    skipWeights,
    outputBias: biases[hidden]!,
  };
}
