/**
 * s(h) = u . tanh(W'f(h) + c) + v . f(h) + b: log-odds that the hypothesis is right, over the raw features f. One layer
 * of hidden units sees what features do together; the skip weights v leave to it only what a log-linear model cannot say.
 * tanh rather than a rectifier: as good on our lines, and log-odds without kinks, so that gradients check exactly.
 */
export interface Perceptron {
  /** Features. */
  readonly columns: number;
  /** Hidden units. */
  readonly hidden: number;
  /** W: columns x hidden, row-major. */
  readonly inputWeights: Float64Array;
  /** c: one a hidden unit. */
  readonly hiddenBiases: Float64Array;
  /** u: one a hidden unit. */
  readonly outputWeights: Float64Array;
  /** v: one a feature. */
  readonly skipWeights: Float64Array;
  /** b. */
  readonly outputBias: number;
}

/**
 * Log-odds of every row, before calibration; float64 arithmetic on the float32 features.
 * @param features row-major, rows * columns
 */
export function scorePerceptron(model: Perceptron, features: Float32Array): Float64Array {
  const { columns, hidden, inputWeights, hiddenBiases, outputWeights, skipWeights, outputBias } = model;
  const logOdds = new Float64Array(features.length / columns);
  const sums = new Float64Array(hidden);
  for (let row = 0, i = 0; row < logOdds.length; row++) {
    sums.set(hiddenBiases);
    let s = outputBias;
    for (let column = 0; column < columns; column++, i++) {
      const value = features[i]!;
      if (value === 0) continue;
      s += skipWeights[column]! * value;
      for (let unit = 0, w = column * hidden; unit < hidden; unit++, w++) sums[unit]! += inputWeights[w]! * value;
    }
    for (let unit = 0; unit < hidden; unit++) s += outputWeights[unit]! * Math.tanh(sums[unit]!);
    logOdds[row] = s;
  }
  return logOdds;
}

/**
 * The perceptron whose log-odds are the mean of the members': it has all of their hidden units, so that an ensemble costs
 * a graph one matrix product.
 * @param members at least one, all over the same columns
 */
export function meanPerceptron(members: readonly Perceptron[]): Perceptron {
  const columns = members[0]!.columns;
  const hidden = members.reduce((sum, member) => sum + member.hidden, 0);
  const inputWeights = new Float64Array(columns * hidden);
  const hiddenBiases = new Float64Array(hidden);
  const outputWeights = new Float64Array(hidden);
  const skipWeights = new Float64Array(columns);
  let outputBias = 0;
  let first = 0;
  for (const member of members) {
    for (let column = 0; column < columns; column++) {
      const weights = member.inputWeights.subarray(column * member.hidden, (column + 1) * member.hidden);
      inputWeights.set(weights, column * hidden + first);
      skipWeights[column]! += member.skipWeights[column]! / members.length;
    }
    hiddenBiases.set(member.hiddenBiases, first);
    member.outputWeights.forEach((weight, unit) => (outputWeights[first + unit] = weight / members.length));
    outputBias += member.outputBias / members.length;
    first += member.hidden;
  }
  return { columns, hidden, inputWeights, hiddenBiases, outputWeights, skipWeights, outputBias };
}
