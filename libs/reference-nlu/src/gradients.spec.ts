import fc from 'fast-check';
import type { Objective } from '@tiebreak/optimization';
import { crfObjective } from './crf/crf-objective';
import { labelsOf } from './crf/labels';
import { maxentObjective } from './maxent/maxent-objective';
import { featurePairs } from './weights/feature-pairs';
import { RowIndex } from './weights/sparse-weights';

const STEP = 1e-5;

/** The gradient by central differences. */
function differences(objective: Objective, point: Float64Array): number[] {
  const spare = new Float64Array(point.length);
  return Array.from(point, (value, i) => {
    const moved = (by: number): number =>
      objective.evaluate(Float64Array.from(point).fill(value + by, i, i + 1), spare);
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}

function expectGradient(objective: Objective, point: Float64Array): void {
  const gradient = new Float64Array(point.length).fill(7);
  objective.evaluate(point, gradient);
  differences(objective, point).forEach((expected, i) => {
    expect(gradient[i]).toBeCloseTo(expected, 6);
  });
}

const weight = fc.double({ min: -2, max: 2, noNaN: true });

describe('gradients are those of finite differences', () => {
  it('of a maximum entropy classifier', () => {
    const buckets = [[1, 2], [2, 3], [1, 3, 4], [4], [1, 2]].map((ofLine) => Uint32Array.from(ofLine));
    const classes = [0, 1, 2, 1, 0];
    const pairs = featurePairs(
      buckets.map((ofLine, i) => ({ buckets: [ofLine], labels: [classes[i]!] })),
      3,
      0,
    );
    const index = new RowIndex(pairs.buckets);
    const objective = maxentObjective(pairs, { rows: buckets.map((b) => index.rowsOf(b)), classes }, 3, 0.1);
    const size = pairs.labels.length;
    fc.assert(
      fc.property(fc.array(weight, { minLength: size, maxLength: size }), (point) => {
        expectGradient(objective, Float64Array.from(point));
      }),
      { numRuns: 20 },
    );
  });

  it('of a conditional random field, for sentences of one token and of more', () => {
    const sentences = [
      { words: [1, 2, 3], segments: [{ name: 0, first: 1, last: 2 }] },
      { words: [2, 1], segments: [] },
      { words: [3], segments: [{ name: 1, first: 0, last: 0 }] },
      { words: [2, 3, 3, 1], segments: [{ name: 1, first: 1, last: 2 }] },
    ].map(({ words, segments }) => ({
      buckets: words.map((word) => Uint32Array.from([0, word, word])),
      labels: labelsOf(segments, words.length),
    }));
    const pairs = featurePairs(sentences, 5, 3);
    const index = new RowIndex(pairs.buckets);
    const rows = sentences.map(({ buckets, labels }) => ({ rows: buckets.map((b) => index.rowsOf(b)), labels }));
    const objective = crfObjective(pairs, rows, 5, 0.1);
    const size = pairs.labels.length + 6 * 5;
    fc.assert(
      fc.property(fc.array(weight, { minLength: size, maxLength: size }), (point) => {
        expectGradient(objective, Float64Array.from(point));
      }),
      { numRuns: 20 },
    );
  });
});
