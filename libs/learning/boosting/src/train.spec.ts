import { softplus } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { plainOptions } from '../test/fixed-derivatives';
import { generatedRows } from '../test/generated-rows';
import {
  binFeatures,
  type BinnedFeatures,
  type BoostingObjective,
  type BoostingOptions,
  growTrees,
  logisticObjective,
  scoreStages,
  scoreTrees,
  trainBoostedTrees,
} from './index';

const options: BoostingOptions = { ...plainOptions, trees: 20, learningRate: 0.1, leaves: 8, leastHessian: 1, l2: 1 };
const sampled: BoostingOptions = { ...options, rowShare: 0.6, columnShare: 0.35 };
const data = generatedRows(600, 7);
const binned = binFeatures(data);

/** Half the squared distance from the targets. */
const squaredError = (targets: Float64Array): BoostingObjective => ({
  start: 0,
  derivatives(scores, gradient, hessian) {
    for (let row = 0; row < targets.length; row++) gradient[row] = scores[row]! - targets[row]!;
    hessian.fill(1);
  },
});

/** The chosen rows in their order, in the bins of the whole. */
function selectRows({ columns, rows, bins, thresholds }: BinnedFeatures, chosen: Int32Array): BinnedFeatures {
  const selected = new Uint8Array(columns * chosen.length);
  for (let column = 0; column < columns; column++) {
    chosen.forEach((row, i) => (selected[column * chosen.length + i] = bins[column * rows + row]!));
  }
  return { columns, rows: chosen.length, bins: selected, thresholds };
}

describe('training boosted trees', () => {
  it('tree by tree gives the trees that it gives at once, however many are taken', () => {
    const objective = logisticObjective(data.right);
    const { trees } = trainBoostedTrees(binned, objective, sampled);
    const growing = growTrees(binned, objective, { ...sampled, trees: 1_000 });
    const taken = Array.from({ length: 5 }, () => growing.next().value);
    expect(taken).toEqual(trees.slice(0, 5));
  });

  it('never raises the training loss when steps are small and every tree sees every row', () => {
    const model = trainBoostedTrees(binned, logisticObjective(data.right), { ...options, trees: 60 });
    const stages = scoreStages(model, data.features, 1);
    const losses = stages.map((scores) =>
      scores.reduce((sum, s, row) => sum + (data.right[row] === 1 ? softplus(-s) : softplus(s)), 0),
    );
    losses.slice(1).forEach((loss, i) => {
      expect(loss).toBeLessThan(losses[i]!);
    });
    expect(losses.at(-1)).toBeLessThan(0.75 * losses[0]!);
  });

  it('scores float32 rows by thresholds bit for bit as it did by bins while training', () => {
    const column = fc.float32Array({ minLength: 300, maxLength: 400, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(column, fc.constantFrom(options, sampled), (features, how) => {
        // Neighbours of other values and of thresholds are where a comparison could go wrong.
        const words = new Int32Array(features.buffer.slice(0));
        for (let row = 1; row < words.length; row += 2) words[row] = words[row - 1]! + 1;
        const close = new Float32Array(words.buffer).map((x) => (Number.isFinite(x) ? x : 0));
        const { start, derivatives } = squaredError(Float64Array.from(close, (_, row) => row % 7));
        let seen = new Float64Array(0);
        const watched: BoostingObjective = {
          start,
          derivatives(scores, gradient, hessian) {
            seen = scores.slice();
            derivatives(scores, gradient, hessian);
          },
        };
        const model = trainBoostedTrees(binFeatures({ columns: 1, features: close }), watched, how);
        const stages = scoreStages(model, close, 1);
        expect(seen).toEqual(stages.at(-2));
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same bits for the same seed, and other trees for another', () => {
    const train = (seed: number) => trainBoostedTrees(binned, logisticObjective(data.right), { ...sampled, seed });
    expect(train(3)).toEqual(train(3));
    expect(train(3)).not.toEqual(train(4));
  });

  it('learns from chosen rows as from a set of these rows with the same bins', () => {
    const chosen = Int32Array.from({ length: 250 }, (_, i) => (i * 7 + 3) % 600);
    const objective = logisticObjective(data.right, chosen);
    const part = logisticObjective(Uint8Array.from(chosen, (row) => data.right[row]!));
    for (const how of [options, sampled]) {
      expect(trainBoostedTrees(binned, objective, how, chosen)).toEqual(
        trainBoostedTrees(selectRows(binned, chosen), part, how),
      );
    }
  });

  it('recovers a step function of two features under squared error', () => {
    const features = Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i % 20 : Math.floor(i / 20)));
    const targets = Float64Array.from({ length: 200 }, (_, row) =>
      features[2 * row]! < 8 ? -2 : features[2 * row + 1]! < 5 ? 1 / 3 : 7,
    );
    const once = { ...plainOptions, leaves: 3 };
    const model = trainBoostedTrees(binFeatures({ columns: 2, features }), squaredError(targets), once);
    expect(model.trees[0]!.feature.filter((column) => column >= 0)).toHaveLength(2);
    scoreTrees(model, features).forEach((score, row) => {
      expect(score).toBeCloseTo(targets[row]!, 12);
    });
  });

  it('stops splitting when rows cannot be told apart, and steps to their mean', () => {
    const targets = Float64Array.of(1, 2, 6);
    const model = trainBoostedTrees(
      binFeatures({ columns: 1, features: Float32Array.of(4, 4, 4) }),
      squaredError(targets),
      {
        ...plainOptions,
        leaves: 8,
      },
    );
    expect(model.trees[0]!.feature).toEqual(Int32Array.of(-1));
    expect([...scoreTrees(model, Float32Array.of(4, 9))]).toEqual([3, 3]);
  });

  it('tests no more columns in a tree than the share allows, but others in other trees', () => {
    const { trees } = trainBoostedTrees(binned, logisticObjective(data.right), { ...options, columnShare: 0.3 });
    const tested = trees.map(({ feature }) => new Set(feature.filter((column) => column >= 0)));
    expect(Math.max(...tested.map(({ size }) => size))).toBe(3);
    expect(new Set(tested.flatMap((columns) => [...columns])).size).toBeGreaterThan(6);
  });

  it('grows each tree on its own share of the rows', () => {
    // The sum of powers of two tells which rows it is made of.
    const targets = Float64Array.from({ length: 8 }, (_, row) => 2 ** row);
    const alike = binFeatures({ columns: 1, features: new Float32Array(8) });
    const drawn = Array.from({ length: 20 }, (_, seed) => {
      const { trees } = trainBoostedTrees(alike, squaredError(targets), { ...plainOptions, rowShare: 3 / 8, seed });
      return Math.round(3 * trees[0]!.value[0]!)
        .toString(2)
        .replaceAll('0', '');
    });
    expect(new Set(drawn)).toEqual(new Set(['111']));
  });

  it('tells how many trees there are after each', () => {
    const told: number[] = [];
    trainBoostedTrees(binned, logisticObjective(data.right), { ...options, trees: 3, onTree: (n) => told.push(n) });
    expect(told).toEqual([1, 2, 3]);
  });

  it.each([
    ['trees', 0],
    ['trees', 1.5],
    ['learningRate', 0],
    ['learningRate', 1.01],
    ['leaves', 1],
    ['depth', 0],
    ['leastHessian', -1],
    ['l2', Infinity],
    ['rowShare', 0],
    ['columnShare', NaN],
    ['seed', 0.5],
  ] as const)('refuses %s = %p and says so', (name, value) => {
    expect(() => trainBoostedTrees(binned, logisticObjective(data.right), { ...options, [name]: value })).toThrow(
      new RegExp(`^${name}: expected .*, got ${value}$`),
    );
  });

  it.each([
    [Int32Array.of(), 'rows: expected at least 1 to learn from, got none'],
    [Int32Array.of(0, 600), 'rows: expected whole numbers in [0, 600), got 600'],
    [Int32Array.of(-1), 'rows: expected whole numbers in [0, 600), got -1'],
    [Int32Array.of(5, 9, 5), 'rows: expected each row once, got row 5 again'],
  ])('refuses to learn from the rows %p', (rows, message) => {
    expect(() => trainBoostedTrees(binned, logisticObjective(data.right), options, rows)).toThrow(message);
  });

  it('refuses derivatives that are not finite, and names the row', () => {
    const targets = new Float64Array(600).with(17, NaN);
    expect(() => trainBoostedTrees(binned, squaredError(targets), options)).toThrow(
      'objective: expected finite derivatives, got gradient NaN and hessian 1 for row 17 after 0 trees',
    );
  });
});
