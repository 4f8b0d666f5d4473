import fc from 'fast-check';
import { type BoostedTrees, firstTrees, scoreStages, scoreTrees, type Tree } from './index';

/** x0 <= 1/2 ? low : (x1 <= 2 ? middle : high) */
const tree = (low: number, middle: number, high: number): Tree => ({
  feature: Int32Array.of(0, -1, 1, -1, -1),
  threshold: Float32Array.of(0.5, 0, 2, 0, 0),
  left: Int32Array.of(1, -1, 3, -1, -1),
  right: Int32Array.of(2, -1, 4, -1, -1),
  value: Float64Array.of(0, low, 0, middle, high),
});
const model: BoostedTrees = {
  columns: 2,
  start: 1 / 4,
  trees: Array.from({ length: 7 }, (_, i) => tree(1 / (i + 1), i / 3, -i)),
};

describe('scores of boosted trees', () => {
  it('are the start and one leaf of each tree; a value equal to the threshold goes left', () => {
    const features = Float32Array.of(0.5, 9, 0.75, 2, 0.75, 2.5);
    const small = { columns: 2, start: 1 / 4, trees: [tree(1, 2, 3), tree(1 / 2, 1 / 4, 1 / 8)] };
    expect([...scoreTrees(small, features)]).toEqual([1 + 3 / 4, 2 + 1 / 2, 3 + 3 / 8]);
  });

  it('do not depend on the rows beside them', () => {
    const random = fc.float({ min: 0, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(random, random), { minLength: 300, maxLength: 600 }), (rows) => {
        const alone = rows.map((row) => scoreTrees(model, Float32Array.from(row))[0]);
        expect([...scoreTrees(model, Float32Array.from(rows.flat()))]).toEqual(alone);
      }),
      { numRuns: 10 },
    );
  });

  it('in stages are those of the first trees, the last stage those of all', () => {
    const features = Float32Array.from({ length: 1200 }, (_, i) => (i * 7) % 5);
    for (const every of [1, 2, 3, 7, 10]) {
      const counts = [...new Set([1, 2, 3, 4, 5, 6, 7].filter((n) => n % every === 0).concat(7))];
      expect(scoreStages(model, features, every)).toEqual(
        counts.map((count) => scoreTrees(firstTrees(model, count), features)),
      );
    }
  });

  it('are the start before the first tree', () => {
    expect([...scoreTrees(firstTrees(model, 0), new Float32Array(4))]).toEqual([1 / 4, 1 / 4]);
  });

  it('are none for no rows', () => {
    expect(scoreTrees(model, new Float32Array(0))).toHaveLength(0);
  });

  it('are refused for half a row, for half a stage, and for trees that are not there', () => {
    expect(() => scoreTrees(model, new Float32Array(3))).toThrow('features: expected whole rows of 2 columns, got 3');
    expect(() => scoreStages(model, new Float32Array(2), 0.5)).toThrow('everyTrees: expected a whole number');
    expect(() => firstTrees(model, 8)).toThrow('count: expected a whole number from 0 to 7 trees, got 8');
  });
});
