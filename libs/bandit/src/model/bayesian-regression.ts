import type { Random } from '@tiebreak/statistics';
import { choleskyRoot, dot, multiply } from './linear-algebra';

/** How a weighted sum z becomes an expected outcome: 1 / (1 + e^-z), or z itself. */
export type Link = 'logistic' | 'linear';

/** A normal belief about weights. */
export interface Belief {
  readonly mean: Float64Array;
  /** Row-major. */
  readonly covariance: Float64Array;
}

/** Variance of an outcome around a linear expectation: that of a coin, at most 1/4. */
const LINEAR_VARIANCE = 0.25;
const NEWTON_STEPS = 12;
const CLOSE_ENOUGH = 1e-10;

/**
 * One outcome more: the belief, in place, becomes the normal one with the posterior's mode and its curvature there
 * (Laplace's approximation). With one outcome the mode lies at mean + a C x for a number a, so that Newton's method has one
 * unknown, and the covariance changes by one rank. With the link `linear` this is exact.
 * @param x features
 * @param outcome 0 or 1
 * @see Spiegelhalter and Lauritzen, "Sequential Updating of Conditional Probabilities on Directed Graphical Structures", 1990
 */
export function observe(belief: Belief, x: Float64Array, outcome: number, link: Link): void {
  const { mean, covariance } = belief;
  const size = mean.length;
  const direction = new Float64Array(size);
  multiply(covariance, x, direction);
  const spread = dot(direction, x);
  const z = dot(mean, x);
  let step = 0;
  let curvature = 1 / LINEAR_VARIANCE;
  if (link === 'linear') {
    step = (outcome - z) / (LINEAR_VARIANCE + spread);
  } else {
    // The root of a - outcome + sigmoid(z + a spread), which rises in a: between -1 and 1, kept there when Newton overshoots.
    let [low, high] = [outcome - 1, outcome];
    step = outcome - sigmoid(z);
    for (let i = 0; i < NEWTON_STEPS; i++) {
      const p = sigmoid(z + step * spread);
      curvature = p * (1 - p);
      const excess = step - outcome + p;
      if (excess > 0) high = step;
      else low = step;
      if (Math.abs(excess) < CLOSE_ENOUGH) break;
      const next = step - excess / (1 + curvature * spread);
      step = next > low && next < high ? next : (low + high) / 2;
    }
  }
  const shrink = curvature / (1 + curvature * spread);
  for (let i = 0; i < size; i++) {
    mean[i]! += step * direction[i]!;
    // Both halves get the same bits, so that one of them is enough to keep.
    for (let j = 0; j <= i; j++)
      covariance[j * size + i] = covariance[i * size + j]! -= shrink * (direction[i]! * direction[j]!);
  }
}

/**
 * Weights drawn from a belief, one row each.
 * @param scale of the deviations from the mean; 1 draws from the belief itself
 */
export function drawWeights({ mean, covariance }: Belief, draws: number, scale: number, random: Random): Float64Array {
  const size = mean.length;
  const root = choleskyRoot(covariance, size);
  const weights = new Float64Array(draws * size);
  const noise = new Float64Array(size);
  for (let m = 0; m < draws; m++) {
    for (let i = 0; i < size; i++) noise[i] = random.normal();
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += root[i * size + j]! * noise[j]!;
      weights[m * size + i] = mean[i]! + scale * sum;
    }
  }
  return weights;
}

/** Variance of the weighted sum of `x`. */
export function varianceOf({ mean, covariance }: Belief, x: Float64Array): number {
  const product = new Float64Array(mean.length);
  multiply(covariance, x, product);
  return Math.max(0, dot(product, x));
}

/** 1 / (1 + e^-z). */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
