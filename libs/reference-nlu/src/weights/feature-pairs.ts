import type { SparseWeights } from './sparse-weights';

/** Which (feature, label) pairs have a weight; the layout of `SparseWeights`. */
export type FeaturePairs = Omit<SparseWeights, 'values'>;

/** Features that fewer lines have are dropped: they teach little, and what one line alone has leaves no trace. */
const FEWEST_LINES = 2;

/** A line's features, and which label stands at each of its positions. */
export interface LineFeatures {
  /** Buckets of each position: a tagger's tokens, a classifier's one utterance. */
  readonly buckets: readonly Uint32Array[];
  /** Labels of the positions. */
  readonly labels: ArrayLike<number>;
}

/**
 * The pairs of features that occur in at least two lines. A feature of `commonFrom` lines or more gets a weight for every
 * label, so that it can speak against those it was never seen with; rarer ones for the labels they were seen with.
 */
export function featurePairs(lines: readonly LineFeatures[], labels: number, commonFrom: number): FeaturePairs {
  const seenIn = new Map<number, { line: number; lines: number; labels: Set<number> }>();
  lines.forEach((line, number) => {
    line.buckets.forEach((buckets, position) => {
      for (const bucket of buckets) {
        let seen = seenIn.get(bucket);
        if (seen === undefined) seenIn.set(bucket, (seen = { line: -1, lines: 0, labels: new Set() }));
        if (seen.line !== number) seen.lines++;
        seen.line = number;
        seen.labels.add(line.labels[position]!);
      }
    });
  });
  const kept = [...seenIn].filter(([, seen]) => seen.lines >= FEWEST_LINES).sort(([a], [b]) => a - b);
  const every = Array.from({ length: labels }, (_, label) => label);
  const rows = kept.map(([, seen]) => (seen.lines >= commonFrom ? every : [...seen.labels].sort((a, b) => a - b)));
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (starts[i + 1] = starts[i]! + row.length));
  return { buckets: Uint32Array.from(kept, ([bucket]) => bucket), starts, labels: Uint8Array.from(rows.flat()) };
}
