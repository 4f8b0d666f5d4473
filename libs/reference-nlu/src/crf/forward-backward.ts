import type { Potentials } from './potentials';

/** Exponentials below this of the position's largest are taken for it, so that scaled sums never vanish. */
const LEAST = 1e-200;

/**
 * Sums over all label sequences, each position scaled by its own sum.
 * @see Rabiner, "A Tutorial on Hidden Markov Models", 1989, section V.A; Lafferty et al., "Conditional Random Fields", ICML 2001
 */
export interface ForwardBackward {
  readonly length: number;
  readonly labels: number;
  /** Logarithm of the sum of `exp(pathScore)` over all sequences. */
  readonly logPartition: number;
  /** Exponentials of the emissions, each position's divided by its largest, [length, labels]. */
  readonly emission: Float64Array;
  /** Exponentials of the transitions, [labels + 1, labels]. */
  readonly transition: Float64Array;
  /** p(label at t | potentials up to t), [length, labels]. */
  readonly forward: Float64Array;
  /** p(label at t) / forward, [length, labels]. */
  readonly backward: Float64Array;
  /** What each position was scaled by. */
  readonly scales: Float64Array;
}

/** Runs both passes; time length * labels^2. @param transition exponentials of the transitions, when they are at hand */
export function forwardBackward(
  { length, labels, emissions, transitions }: Potentials,
  transition: Float64Array = transitions.map(Math.exp),
): ForwardBackward {
  const emission = new Float64Array(length * labels);
  const forward = new Float64Array(length * labels);
  const backward = new Float64Array(length * labels);
  const scales = new Float64Array(length);
  let logPartition = 0;
  for (let t = 0, at = 0; t < length; t++, at += labels) {
    let largest = -Infinity;
    for (let label = 0; label < labels; label++) largest = Math.max(largest, emissions[at + label]!);
    let sum = 0;
    for (let label = 0; label < labels; label++) {
      const here = Math.max(LEAST, Math.exp(emissions[at + label]! - largest));
      emission[at + label] = here;
      let before = 0;
      if (t === 0) before = transition[labels * labels + label]!;
      else
        for (let previous = 0; previous < labels; previous++)
          before += forward[at - labels + previous]! * transition[previous * labels + label]!;
      sum += forward[at + label] = before * here;
    }
    for (let label = 0; label < labels; label++) forward[at + label]! /= sum;
    scales[t] = sum;
    logPartition += Math.log(sum) + largest;
  }
  const ahead = new Float64Array(labels);
  backward.fill(1, (length - 1) * labels);
  for (let t = length - 2, at = t * labels; t >= 0; t--, at -= labels) {
    const next = at + labels;
    for (let label = 0; label < labels; label++)
      ahead[label] = (emission[next + label]! * backward[next + label]!) / scales[t + 1]!;
    for (let previous = 0; previous < labels; previous++) {
      let sum = 0;
      for (let label = 0; label < labels; label++) sum += transition[previous * labels + label]! * ahead[label]!;
      backward[at + previous] = sum;
    }
  }
  return { length, labels, logPartition, emission, transition, forward, backward, scales };
}
