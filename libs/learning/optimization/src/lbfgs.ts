/** A differentiable function to be minimised. */
export interface Objective {
  /**
   * Value at `point`; writes the gradient there into `gradient`, overwriting it.
   * Both arrays have the problem's dimension.
   */
  evaluate(point: Float64Array, gradient: Float64Array): number;
}

export interface MinimizeOptions {
  /** Pairs of steps and gradient changes remembered. */
  readonly memory?: number;
  readonly maxIterations?: number;
  /** Stops when the largest absolute gradient entry is at most this. */
  readonly gradientTolerance?: number;
  /** Stops when an iteration lowers the value by less than this share of it. */
  readonly relativeDecrease?: number;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False when the iterations ran out first. */
  readonly converged: boolean;
}

/** Sufficient decrease and curvature of the weak Wolfe conditions. */
const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const MOST_STEPS_IN_LINE_SEARCH = 40;

/**
 * Limited-memory BFGS with a bracketing line search for the weak Wolfe conditions. Deterministic.
 * @throws Error when the value or the gradient at the start is not finite.
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed., algorithms 7.4 and 7.5; line search after Lewis & Overton 2013
 */
export function minimize(objective: Objective, start: Float64Array, options: MinimizeOptions = {}): Minimum {
  const { memory = 10, maxIterations = 200, gradientTolerance = 1e-6, relativeDecrease = 1e-9 } = options;
  const history: Correction[] = [];
  let point: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(start.length);
  let value = objective.evaluate(point, gradient);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) {
    throw new Error(`expected a finite value and gradient at the start of the minimisation, got ${value}`);
  }

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(gradient) <= gradientTolerance) return { point, value, iterations: iteration, converged: true };
    const direction = descentDirection(gradient, history);
    const next = lineSearch(objective, point, value, gradient, direction, history.length === 0);
    // Rounding can leave no lower point along the direction: then this is as low as float64 gets.
    if (next === undefined) return { point, value, iterations: iteration, converged: true };
    remember(history, memory, point, gradient, next);
    const decrease = value - next.value;
    ({ point, value, gradient } = next);
    if (decrease <= relativeDecrease * Math.max(1, Math.abs(value))) {
      return { point, value, iterations: iteration + 1, converged: true };
    }
  }
  return { point, value, iterations: maxIterations, converged: false };
}

interface Step {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** The two-loop recursion: minus the approximate inverse Hessian times the gradient. */
function descentDirection(gradient: Float64Array, history: readonly Correction[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const shares = history.map(() => 0);
  for (let i = history.length - 1; i >= 0; i--) {
    const { step, change, curvature } = history[i]!;
    shares[i] = dot(step, direction) / curvature;
    addScaled(direction, -shares[i]!, change);
  }
  const latest = history.at(-1);
  if (latest !== undefined) {
    const scale = latest.curvature / dot(latest.change, latest.change);
    for (let j = 0; j < direction.length; j++) direction[j]! *= scale;
  }
  for (let i = 0; i < history.length; i++) {
    const { step, change, curvature } = history[i]!;
    addScaled(direction, shares[i]! - dot(change, direction) / curvature, step);
  }
  return direction;
}

/** Doubles or bisects the step length until both weak Wolfe conditions hold; undefined when none lowers the value. */
function lineSearch(
  objective: Objective,
  point: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  first: boolean,
): Step | undefined {
  const slope = dot(gradient, direction);
  let low = 0;
  let high = Infinity;
  // Without curvature to scale by, the first step has length one at most.
  let length = first ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
  let best: Step | undefined;
  for (let i = 0; i < MOST_STEPS_IN_LINE_SEARCH; i++) {
    const candidate = Float64Array.from(point);
    addScaled(candidate, length, direction);
    const candidateGradient = new Float64Array(point.length);
    const candidateValue = objective.evaluate(candidate, candidateGradient);
    if (!(candidateValue <= value + ARMIJO * length * slope)) {
      high = length;
    } else {
      best = { point: candidate, value: candidateValue, gradient: candidateGradient };
      if (dot(candidateGradient, direction) >= CURVATURE * slope) return best;
      low = length;
    }
    length = high === Infinity ? 2 * length : (low + high) / 2;
  }
  return best;
}

function remember(
  history: Correction[],
  memory: number,
  point: Float64Array,
  gradient: Float64Array,
  next: Step,
): void {
  const step = next.point.map((x, i) => x - point[i]!);
  const change = next.gradient.map((g, i) => g - gradient[i]!);
  const curvature = dot(step, change);
  // A pair without positive curvature would make the approximate Hessian indefinite.
  if (curvature <= 1e-12 * dot(change, change)) return;
  history.push({ step, change, curvature });
  if (history.length > memory) history.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, scale: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += scale * source[i]!;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
