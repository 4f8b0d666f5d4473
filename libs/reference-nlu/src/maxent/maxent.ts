import { minimize } from '@tiebreak/optimization';
import { featurePairs } from '../weights/feature-pairs';
import { addScores, RowIndex, type SparseWeights } from '../weights/sparse-weights';
import { maxentObjective } from './maxent-objective';
import { softmax } from './softmax';

/** What a classifier learns from: buckets of each utterance's features, and its class. */
export interface ClassifiedUtterances {
  readonly buckets: readonly Uint32Array[];
  /** In [0, classCount). */
  readonly classes: readonly number[];
  readonly classCount: number;
}

/** Fits a maximum entropy classifier by L-BFGS in float64, and rounds it to float32. Deterministic. @param l2 above 0 */
export function trainMaxent({ buckets, classes, classCount }: ClassifiedUtterances, l2: number): SparseWeights {
  const lines = buckets.map((ofLine, i) => ({ buckets: [ofLine], labels: [classes[i]!] }));
  const pairs = featurePairs(lines, classCount, 0);
  const index = new RowIndex(pairs.buckets);
  const rows = buckets.map((ofLine) => index.rowsOf(ofLine));
  const objective = maxentObjective(pairs, { rows, classes }, classCount, l2);
  const { point } = minimize(objective, new Float64Array(pairs.labels.length), { relativeDecrease: 1e-7 });
  return { ...pairs, values: Float32Array.from(point) };
}

/** A classifier at work. */
export class MaxentClassifier {
  private readonly index: RowIndex;

  constructor(
    private readonly weights: SparseWeights,
    private readonly classCount: number,
  ) {
    this.index = new RowIndex(weights.buckets);
  }

  /** Probability of each class; they sum to 1. */
  probabilities(buckets: Uint32Array): Float64Array {
    const scores = new Float64Array(this.classCount);
    addScores(this.weights, this.weights.values, this.index.rowsOf(buckets), scores, 0);
    softmax(scores);
    return scores;
  }
}
