import type { Objective } from '@tiebreak/optimization';
import type { FeaturePairs } from '../weights/feature-pairs';
import { addScores } from '../weights/sparse-weights';
import { forwardBackward, type ForwardBackward } from './forward-backward';
import { mayFollow } from './labels';
import { pathScore } from './potentials';

/** A sentence by the rows of its tokens' features, and their labels. */
export interface TaggedRows {
  readonly rows: readonly Uint32Array[];
  readonly labels: Uint8Array;
}

/**
 * Mean negative log-likelihood of the label sequences, in nats a sentence, plus l2 / 2 |w|^2, as a function of the weights:
 * those of `pairs`, then the transitions [labels + 1, labels], of which the illegal ones count for nothing.
 * @see Lafferty, McCallum & Pereira, "Conditional Random Fields", ICML 2001; Sha & Pereira, NAACL 2003
 */
export function crfObjective(
  pairs: FeaturePairs,
  sentences: readonly TaggedRows[],
  labels: number,
  l2: number,
): Objective {
  const offset = pairs.labels.length;
  const share = 1 / sentences.length;
  return {
    evaluate(weights, gradient) {
      let value = 0;
      for (let i = 0; i < weights.length; i++) {
        value += (l2 / 2) * weights[i]! ** 2;
        gradient[i] = l2 * weights[i]!;
      }
      const transitions = legalTransitions(weights.subarray(offset), labels);
      const exponentials = transitions.map(Math.exp);
      const byTransition = gradient.subarray(offset);
      for (const { rows, labels: path } of sentences) {
        const emissions = new Float64Array(rows.length * labels);
        rows.forEach((features, t) => {
          addScores(pairs, weights, features, emissions, t * labels);
        });
        const potentials = { length: rows.length, labels, emissions, transitions };
        const sums = forwardBackward(potentials, exponentials);
        value += share * (sums.logPartition - pathScore(potentials, path));
        addTransitions(byTransition, sums, path, share);
        rows.forEach((features, t) => {
          const at = t * labels;
          // What is expected of each label less what is there; the emissions' place is free by now.
          for (let label = 0; label < labels; label++)
            emissions[at + label] = share * sums.forward[at + label]! * sums.backward[at + label]!;
          emissions[at + path[t]!]! -= share;
          for (const row of features) {
            for (let entry = pairs.starts[row]!, end = pairs.starts[row + 1]!; entry < end; entry++)
              gradient[entry]! += emissions[at + pairs.labels[entry]!]!;
          }
        });
      }
      return value;
    },
  };
}

/** The transitions [labels + 1, labels], -Infinity where a label may not stand. */
export function legalTransitions(weights: ArrayLike<number>, labels: number): Float64Array {
  return Float64Array.from({ length: (labels + 1) * labels }, (_, i) =>
    mayFollow(Math.floor(i / labels), i % labels, labels) ? weights[i]! : -Infinity,
  );
}

/** Adds what is expected of each transition less what is there, times `share`. */
function addTransitions(gradient: Float64Array, sums: ForwardBackward, path: Uint8Array, share: number): void {
  const { length, labels, forward, backward, emission, transition, scales } = sums;
  const ahead = new Float64Array(labels);
  const start = labels * labels;
  for (let label = 0; label < labels; label++) gradient[start + label]! += share * forward[label]! * backward[label]!;
  gradient[start + path[0]!]! -= share;
  for (let t = 1, at = labels; t < length; t++, at += labels) {
    for (let label = 0; label < labels; label++)
      ahead[label] = (share * emission[at + label]! * backward[at + label]!) / scales[t]!;
    for (let previous = 0; previous < labels; previous++) {
      const weight = forward[at - labels + previous]!;
      for (let label = 0, i = previous * labels; label < labels; label++, i++)
        gradient[i]! += weight * transition[i]! * ahead[label]!;
    }
    gradient[path[t - 1]! * labels + path[t]!]! -= share;
  }
}
