import { calibrate, type Calibrator } from '@tiebreak/calibration';
import { defineFeatures } from '@tiebreak/features';
import { type LogLinearModel, logOddsOf } from '@tiebreak/log-linear';
import { seededRandom } from '@tiebreak/statistics';
import { type BoostedTrees, binFeatures, logisticObjective, scoreTrees, trainBoostedTrees } from '@tiebreak/boosting';
import type { Perceptron } from '@tiebreak/neural';
import { type ModelPart, scoreParts, type WeightedPart } from '@tiebreak/training';
import { OnnxScoringModel, rerankerGraph } from './index';

const alone = (part: ModelPart, weight = 1): WeightedPart => ({ weight, part });
const logLinearGraph = (of: LogLinearModel, calibrator: Calibrator) =>
  rerankerGraph([alone({ kind: 'log-linear', model: of })], COLUMNS, calibrator);

const COLUMNS = 24;
const ROWS = 10_000;
const columns = Array.from({ length: COLUMNS }, (_, i) => `x${i}`);
const schema = defineFeatures([{ name: 'x', version: 1, columns: () => columns, write: () => undefined }], {
  intents: [],
  slotNames: [],
  contextValues: {},
});
const version = { domain: 'Music', version: '1.0.0', digest: '', featureFingerprint: schema.fingerprint };

const random = seededRandom(1);
const model: LogLinearModel = { weights: Float64Array.from(columns, () => random.normal()), bias: -1 };
/** Features of very different sizes, some of them 0, as extractors give them. */
const rows = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) =>
  i % 5 === 0 ? 0 : random.normal() * 10 ** ((i % 4) - 2),
);

const knots = Array.from({ length: 200 }, () => 8 * random.normal()).sort((a, b) => a - b);
const heights = knots.map(() => random.uniform()).sort((a, b) => a - b);
const calibrators: Readonly<Record<string, Calibrator>> = {
  platt: { kind: 'platt', slope: 1.3, intercept: -0.4 },
  'falling platt': { kind: 'platt', slope: -0.5, intercept: 0.2 },
  temperature: { kind: 'temperature', temperature: 1.7 },
  'cold temperature': { kind: 'temperature', temperature: 0.01 },
  beta: { kind: 'beta', a: 0.7, b: 1.6, c: 0.3 },
  'beta without a': { kind: 'beta', a: 0, b: 1.1, c: -0.3 },
  'beta without b': { kind: 'beta', a: 1.1, b: 0, c: 0.3 },
  isotonic: { kind: 'isotonic', logOdds: knots, probabilities: heights },
  'isotonic with a cliff': { kind: 'isotonic', logOdds: [-1, 0, 1e-9, 2], probabilities: [0.1, 0.2, 0.7, 0.9] },
  'isotonic of two knots': { kind: 'isotonic', logOdds: [-3, 5], probabilities: [0.01, 0.99] },
  'isotonic of one knot': { kind: 'isotonic', logOdds: [0.5], probabilities: [0.3] },
};

async function run(of: LogLinearModel, calibrator: Calibrator, on: Float32Array): Promise<Outputs> {
  return runGraph(logLinearGraph(of, calibrator), on);
}

async function runGraph(bytes: Uint8Array, on: Float32Array): Promise<Outputs> {
  const graph = await OnnxScoringModel.load(bytes, version, schema);
  const outputs = { logOdds: await graph.logOdds(on), scores: await graph.score(on) };
  await graph.release();
  return outputs;
}

interface Outputs {
  readonly logOdds: Float32Array;
  readonly scores: Float32Array;
}

/** The largest of `count` numbers; NaN when one of them is. */
const worst = (count: number, of: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => of(i)).reduce((a, b) => Math.max(a, b));

describe.each(Object.entries(calibrators))('the graph with %s calibration', (_, calibrator) => {
  it("gives the library's log-odds to 1e-5 of themselves and its scores to 1e-6, on 10,000 random rows", async () => {
    const expected = logOddsOf(model, rows);
    const { logOdds, scores } = await run(model, calibrator, rows);
    expect([logOdds.length, scores.length]).toEqual([ROWS, ROWS]);
    expect(worst(ROWS, (i) => Math.abs(logOdds[i]! / expected[i]! - 1))).toBeLessThan(1e-5);
    expect(worst(ROWS, (i) => Math.abs(scores[i]! - calibrate(calibrator, expected[i]!)))).toBeLessThan(1e-6);
  });

  it('gives a probability, and that of the library, however far out the log-odds are', async () => {
    const far: LogLinearModel = { weights: new Float64Array(COLUMNS).fill(1), bias: 0 };
    const logOdds = [-1e30, -1e4, -746, -709, -40, 0, 40, 709, 746, 1e4, 1e30];
    const extremes = new Float32Array(logOdds.length * COLUMNS);
    logOdds.forEach((value, row) => (extremes[row * COLUMNS] = value));
    const { scores } = await run(far, calibrator, extremes);
    expect(worst(logOdds.length, (i) => Math.abs(scores[i]! - calibrate(calibrator, logOdds[i]!)))).toBeLessThan(1e-6);
    expect(Array.from(scores).every((score) => score >= 0 && score <= 1)).toBe(true);
  });
});

describe('a graph', () => {
  it('scores a row as it scores it among others', async () => {
    const graph = await OnnxScoringModel.load(logLinearGraph(model, calibrators.isotonic!), version, schema);
    const outputs = async (from: number, to: number) => {
      const part = rows.slice(from * COLUMNS, to * COLUMNS);
      return [await graph.logOdds(part), await graph.score(part)];
    };
    const together = await outputs(0, 50);
    for (const row of [0, 17, 49])
      expect((await outputs(row, row + 1)).map(([alone]) => alone)).toEqual(together.map((all) => all[row]));
    await graph.release();
  });

  it('has the same bytes for the same model, and others for another weight, bias or calibrator', () => {
    const bytes = (of: LogLinearModel, calibrator = calibrators.platt!) =>
      Buffer.from(logLinearGraph(of, calibrator)).toString('base64');
    const same = { weights: model.weights.slice(), bias: model.bias };
    expect(bytes(same)).toBe(bytes(model));
    const others = [
      bytes(model),
      bytes({ ...model, bias: 1 }),
      bytes({ ...model, weights: model.weights.with(3, 9) }),
      bytes(model, calibrators.beta),
      bytes(model, calibrators['falling platt']),
    ];
    expect(new Set(others).size).toBe(others.length);
  });
});

describe('the graph of richer models', () => {
  const right = Uint8Array.from({ length: ROWS }, (_, row) =>
    rows[row * COLUMNS + 1]! > 0 === rows[row * COLUMNS + 4]! > 0 ? 1 : 0,
  );
  const trees: BoostedTrees = trainBoostedTrees(
    binFeatures({ columns: COLUMNS, features: rows }),
    logisticObjective(right),
    {
      ...{ trees: 30, learningRate: 0.2, leaves: 8, depth: 5, leastHessian: 1, l2: 1 },
      ...{ rowShare: 1, columnShare: 1, seed: 1 },
    },
  );
  const HIDDEN = 5;
  const drawn = (length: number, scale = 1) => Float64Array.from({ length }, () => scale * random.normal());
  const perceptron: Perceptron = {
    columns: COLUMNS,
    hidden: HIDDEN,
    inputWeights: drawn(COLUMNS * HIDDEN, 0.1),
    hiddenBiases: drawn(HIDDEN),
    outputWeights: drawn(HIDDEN),
    skipWeights: drawn(COLUMNS, 0.1),
    outputBias: 0.3,
  };
  const parts: Readonly<Record<string, readonly WeightedPart[]>> = {
    boosted: [alone({ kind: 'boosted', model: trees })],
    mlp: [alone({ kind: 'mlp', model: perceptron })],
    blend: [
      alone({ kind: 'log-linear', model }, 0.25),
      alone({ kind: 'boosted', model: trees }, 0.5),
      alone({ kind: 'mlp', model: perceptron }, 0.75),
    ],
    'a tree without tests': [
      alone({
        kind: 'boosted',
        model: {
          columns: COLUMNS,
          start: -1,
          trees: [
            {
              feature: Int32Array.of(-1),
              threshold: Float32Array.of(0),
              left: Int32Array.of(-1),
              right: Int32Array.of(-1),
              value: Float64Array.of(0.25),
            },
          ],
        },
      }),
    ],
  };

  it.each(Object.entries(parts))(
    "(%s) gives the library's log-odds and scores to 1e-5, on 10,000 random rows",
    async (_, of) => {
      const expected = scoreParts(of, rows);
      const { logOdds, scores } = await runGraph(rerankerGraph(of, COLUMNS, calibrators.platt!), rows);
      expect(
        worst(ROWS, (i) => Math.abs(logOdds[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!))),
      ).toBeLessThan(1e-5);
      expect(worst(ROWS, (i) => Math.abs(scores[i]! - calibrate(calibrators.platt!, expected[i]!)))).toBeLessThan(1e-5);
    },
  );

  it('has, for a blend, the weighted sum of its parts as log-odds: half of -1 and a quarter of 2 is 0', async () => {
    const constant = (bias: number): ModelPart => ({
      kind: 'log-linear',
      model: { weights: new Float64Array(COLUMNS), bias },
    });
    const graph = rerankerGraph([alone(constant(-1), 0.5), alone(constant(2), 0.25)], COLUMNS, {
      kind: 'temperature',
      temperature: 1,
    });
    expect((await runGraph(graph, rows.slice(0, COLUMNS))).logOdds[0]).toBe(0);
  });

  it('sends a feature that equals a threshold to the left, as training does', async () => {
    // Every threshold, as a row of its own, and the next float32 above it.
    const at = trees.trees
      .flatMap(({ feature, threshold }) => Array.from(feature, (column, node) => ({ column, value: threshold[node]! })))
      .filter(({ column }) => column >= 0);
    const edges = new Float32Array(at.length * 2 * COLUMNS);
    at.forEach(({ column, value }, i) => {
      edges[2 * i * COLUMNS + column] = value;
      edges[(2 * i + 1) * COLUMNS + column] = Math.fround(value + Math.max(Math.abs(value), 1e-30) * 2 ** -23);
    });
    const expected = scoreTrees(trees, edges);
    const { logOdds } = await runGraph(rerankerGraph(parts.boosted!, COLUMNS, calibrators.platt!), edges);
    expect(worst(expected.length, (i) => Math.abs(logOdds[i]! - expected[i]!))).toBeLessThan(1e-5);
  });
});
