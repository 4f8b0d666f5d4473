import type { Objective } from '@tiebreak/optimization';
import { addScores } from '../weights/sparse-weights';
import type { FeaturePairs } from '../weights/feature-pairs';
import { softmax } from './softmax';

/** Utterances by the rows of their features, and which class each is of. */
export interface ClassifiedRows {
  readonly rows: readonly Uint32Array[];
  readonly classes: ArrayLike<number>;
}

/**
 * Mean negative log-likelihood of the classes under p(c | x) ~ exp(sum of w(f, c) over the features f of x), in nats, plus
 * l2 / 2 |w|^2, as a function of the weights in the order of `pairs`.
 * @see Berger, Della Pietra & Della Pietra, "A Maximum Entropy Approach to Natural Language Processing", CL 1996
 */
export function maxentObjective(
  pairs: FeaturePairs,
  { rows, classes }: ClassifiedRows,
  classCount: number,
  l2: number,
): Objective {
  const scores = new Float64Array(classCount);
  const share = 1 / rows.length;
  return {
    evaluate(weights, gradient) {
      let value = 0;
      for (let i = 0; i < weights.length; i++) {
        value += (l2 / 2) * weights[i]! ** 2;
        gradient[i] = l2 * weights[i]!;
      }
      rows.forEach((features, line) => {
        scores.fill(0);
        addScores(pairs, weights, features, scores, 0);
        const own = scores[classes[line]!]!;
        value -= share * (own - softmax(scores));
        scores[classes[line]!]! -= 1;
        for (const row of features) {
          for (let entry = pairs.starts[row]!, end = pairs.starts[row + 1]!; entry < end; entry++)
            gradient[entry]! += share * scores[pairs.labels[entry]!]!;
        }
      });
      return value;
    },
  };
}
