/** Moves `point` one step against `gradient`. */
export type Step = (point: Float64Array, gradient: Float64Array, learningRate: number) => void;

/** Decay of the running means of gradients and of their squares, and what keeps the division finite: the paper's. */
const MOMENTUM = 0.9;
const SQUARES = 0.999;
const EPSILON = 1e-8;

/**
 * Adam: every coordinate moves by about the learning rate, whatever the size of its gradients.
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1
 */
export function adam(dimension: number): Step {
  const means = new Float64Array(dimension);
  const squares = new Float64Array(dimension);
  let steps = 0;
  return (point, gradient, learningRate) => {
    steps++;
    // The means start at 0; dividing undoes that bias.
    const rate = learningRate / (1 - MOMENTUM ** steps);
    const unbias = 1 / (1 - SQUARES ** steps);
    for (let i = 0; i < dimension; i++) {
      const g = gradient[i]!;
      const mean = (means[i] = MOMENTUM * means[i]! + (1 - MOMENTUM) * g);
      const square = (squares[i] = SQUARES * squares[i]! + (1 - SQUARES) * g * g);
      point[i]! -= (rate * mean) / (Math.sqrt(square * unbias) + EPSILON);
    }
  };
}
