import { minimize } from '@tiebreak/optimization';
import { featurePairs } from '../weights/feature-pairs';
import { addScores, RowIndex, type SparseWeights } from '../weights/sparse-weights';
import { crfObjective, legalTransitions } from './crf-objective';
import type { Potentials } from './potentials';

/** A linear-chain conditional random field. */
export interface Crf {
  readonly emissions: SparseWeights;
  /** [labels + 1, labels]: of a label (column) after another (row); the last row is the start. Illegal ones are 0. */
  readonly transitions: Float32Array;
}

/** Buckets of each token's features, and the tokens' labels. */
export interface TaggedSentence {
  readonly buckets: readonly Uint32Array[];
  readonly labels: Uint8Array;
}

export interface CrfOptions {
  /** Above 0. */
  readonly l2: number;
  readonly maxIterations: number;
  /** Told the number of passes over the sentences so far. */
  readonly onPass?: (passes: number) => void;
}

/** Features of so many lines have a weight for every label. With rarer ones too, a model is larger and no better. */
const COMMON_FROM = 20;

/** Fits a CRF by L-BFGS in float64, and rounds it to float32. Deterministic. */
export function trainCrf(
  sentences: readonly TaggedSentence[],
  labels: number,
  { l2, maxIterations, onPass }: CrfOptions,
): Crf {
  const pairs = featurePairs(sentences, labels, COMMON_FROM);
  const index = new RowIndex(pairs.buckets);
  const rows = sentences.map(({ buckets, labels: path }) => ({
    rows: buckets.map((ofToken) => index.rowsOf(ofToken)),
    labels: path,
  }));
  const objective = crfObjective(pairs, rows, labels, l2);
  let passes = 0;
  const { point } = minimize(
    {
      evaluate(weights, gradient) {
        const value = objective.evaluate(weights, gradient);
        onPass?.(++passes);
        return value;
      },
    },
    new Float64Array(pairs.labels.length + (labels + 1) * labels),
    { maxIterations, relativeDecrease: 1e-4 },
  );
  const weights = Float32Array.from(point);
  const entries = pairs.labels.length;
  return { emissions: { ...pairs, values: weights.slice(0, entries) }, transitions: weights.slice(entries) };
}

/** A CRF at work. */
export class CrfTagger {
  private readonly index: RowIndex;
  private readonly transitions: Float64Array;

  constructor(
    private readonly crf: Crf,
    private readonly labels: number,
  ) {
    this.index = new RowIndex(crf.emissions.buckets);
    this.transitions = legalTransitions(crf.transitions, labels);
  }

  /** The log-potentials of a sentence of at least one token. */
  potentials(buckets: readonly Uint32Array[]): Potentials {
    const { labels, transitions } = this;
    const emissions = new Float64Array(buckets.length * labels);
    buckets.forEach((ofToken, t) => {
      addScores(this.crf.emissions, this.crf.emissions.values, this.index.rowsOf(ofToken), emissions, t * labels);
    });
    return { length: buckets.length, labels, emissions, transitions };
  }
}
