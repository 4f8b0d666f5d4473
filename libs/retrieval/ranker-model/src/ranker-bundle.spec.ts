import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineRankingFeatures,
  explainRanking,
  type Ranker,
  scoreRows,
  trainLambdaMart,
  trainListwise,
} from '@tiebreak/learning-to-rank';
import {
  bundleDigest,
  GRAPH,
  GraphBuilder,
  type GraphOutput,
  newSigningKeys,
  readPrivateKey,
  readPublicKey,
} from '@tiebreak/onnx-model';
import { seededRandom } from '@tiebreak/statistics';
import { readRankerBundle, signRankerBundle, type TrainedRanker, writeRankerBundle } from './index';

const WIDTH = 6;
const random = seededRandom(1);
const schema = defineRankingFeatures(Array.from({ length: WIDTH }, (_, i) => ({ name: `f${i}`, version: 1 })));
/** Candidates whose features are of very different sizes, a fifth of them missing. */
const features = (rows: number) =>
  Float32Array.from({ length: rows * WIDTH }, (_, i) =>
    random.uniform() < 0.2 ? NaN : random.normal() * 10 ** ((i % WIDTH) - 2),
  );
const queries = {
  features: features(600),
  columns: WIDTH,
  grades: new Float64Array(600),
  offsets: Int32Array.from({ length: 61 }, (_, i) => 10 * i),
};
queries.grades.forEach((_, row) => {
  const [first, second] = queries.features.subarray(row * WIDTH + 2);
  queries.grades[row] = (first! > 0.3 ? 2 : 0) + (Number.isNaN(second!) ? 1 : 0);
});
const RANKERS: Readonly<Record<Ranker['kind'], Ranker>> = {
  lambdamart: {
    kind: 'lambdamart',
    model: trainLambdaMart(queries, { leaves: 16, learningRate: 0.1, leastHessian: 0.01, trees: 100 }, 1),
  },
  linear: { kind: 'linear', model: trainListwise(queries, { l2: 0.001 }) },
};
const folder = mkdtempSync(join(tmpdir(), 'tiebreak-ranker-'));
const details = { domain: 'Video', name: 'films', version: '1.2.3' };

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const trained = (kind: Ranker['kind']): TrainedRanker => ({
  ranker: RANKERS[kind],
  schema,
  baseline: Float32Array.of(1, NaN, 0, 2, NaN, -3),
  seed: 1,
  training: { queries: 60, candidates: 600 },
});

async function write(kind: Ranker['kind'] = 'linear', name: string = kind): Promise<string> {
  await writeRankerBundle(join(folder, name), trained(kind), details);
  return join(folder, name);
}

/** Changes a bundle's manifest, and gives it the digest that then fits. */
function change(bundle: string, changes: object, graph = readFileSync(join(bundle, 'model.onnx'))): void {
  const path = join(bundle, 'manifest.json');
  const manifest = { ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...changes };
  writeFileSync(join(bundle, 'model.onnx'), graph);
  writeFileSync(path, JSON.stringify({ ...manifest, digest: bundleDigest(graph, manifest), ...changes }));
}

describe.each(['lambdamart', 'linear'] as const)('a bundle of a %s ranker', (kind) => {
  it('scores as the library does, to 1e-5, missing features included, from float32 or float64 rows', async () => {
    const { model, manifest } = await readRankerBundle(await write(kind), { domain: 'Video', known: schema.features });
    const rows = features(2_000);
    rows.fill(NaN, 0, WIDTH);
    const expected = scoreRows(RANKERS[kind], rows);
    for (const same of [rows, Float64Array.from(rows)]) {
      const scores = await model.score(same, 2_000);
      expected.forEach((score, row) => {
        expect(Math.abs(scores[row]! - score)).toBeLessThan(1e-5 * Math.max(1, Math.abs(score)));
      });
    }
    expect(new Set(expected).size).toBeGreaterThan(100);
    expect([model.version, model.featureNames, manifest.kind]).toEqual(['films@1.2.3', schema.names, kind]);
    await model.release();
  });

  it('is the same bytes every time, and says what it was trained on', async () => {
    const read = (bundle: string) =>
      ['model.onnx', 'manifest.json'].map((file) => readFileSync(join(bundle, file)).toString('base64'));
    expect(read(await write(kind))).toEqual(read(await write(kind, `${kind}-again`)));
    const { manifest, model, baseline } = await readRankerBundle(await write(kind));
    await model.release();
    expect(manifest.training).toEqual({ queries: 60, candidates: 600 });
    expect([...baseline]).toEqual([1, NaN, 0, 2, NaN, -3]);
  });

  it('is explained against its baseline: shares sum to the score', async () => {
    const { model, baseline } = await readRankerBundle(await write(kind));
    const rows = features(3);
    const scores = await model.score(rows, 3);
    (await explainRanking(model, rows, 3, baseline)).forEach(({ contributions }, row) => {
      expect(contributions.reduce((sum, { logOdds }) => sum + logOdds, 0)).toBeCloseTo(scores[row]!, 5);
    });
    await model.release();
  });
});

describe('a bundle is refused', () => {
  const refused = async (bundle: string, message: string | RegExp, expected = {}) =>
    expect(readRankerBundle(bundle, expected)).rejects.toThrow(message);
  /** A graph that a ranker's could be but for one thing. */
  const graph = (
    make: (builder: GraphBuilder) => void,
    output: GraphOutput = { name: GRAPH.score, type: 'float32' },
  ) => {
    const builder = new GraphBuilder();
    make(builder);
    return Buffer.from(builder.serialize(WIDTH, 'ranker', [output]));
  };

  it('when a file is missing or damaged', async () => {
    await refused(join(folder, 'nowhere'), /model\.onnx: expected a readable file, got ENOENT/);
    const bundle = await write();
    writeFileSync(join(bundle, 'manifest.json'), '{');
    await refused(bundle, /manifest\.json: expected JSON, got /);
    await write();
    const bytes = readFileSync(join(bundle, 'model.onnx'));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(join(bundle, 'model.onnx'), bytes);
    await refused(bundle, /digest: expected sha256:[0-9a-f]{64}, that of its files, got sha256:/);
  });

  it.each([
    [{ role: 'reranker' }, /role/],
    [{ version: 'new' }, /manifest\.json version: /],
    [{ baseline: [1] }, /manifest\.json baseline: expected 6 numbers, one a feature, got 1/],
    [{ baseline: [1, 'x', 0, 2, null, -3] }, /manifest\.json baseline\[1\]: expected a number or null, got x/],
    [
      { features: Array.from({ length: 6 }, () => ({ name: 'a', version: 1 })) },
      /features: expected every name once, got "a" twice/,
    ],
    [{ features: [] }, /manifest\.json features: /],
  ])('when its manifest says %j', async (changes, message) => {
    const bundle = await write();
    change(bundle, changes);
    await refused(bundle, message);
  });

  it('when it is of another domain, or asks for a feature that this build does not have', async () => {
    const bundle = await write();
    await refused(bundle, /domain: expected Music, got Video/, { domain: 'Music' });
    const known = schema.features.map((feature) => ({ ...feature, version: 2 }));
    await refused(bundle, /features: expected one of f0 version 2, .*, got f0 version 1; retrain, or deploy/, {
      known,
    });
  });

  it('when its graph cannot score a candidate of which nothing is known', async () => {
    const bundle = await write();
    change(
      bundle,
      {},
      graph((b) => {
        b.node('ReduceSum', [GRAPH.input, b.indices([1])], { keepdims: 0 }, GRAPH.score);
      }),
    );
    await refused(bundle, /score: expected finite numbers, for missing features \(NaN\) too, got NaN where every/);
  });

  it('when its graph gives something else than one number a row, or has another output', async () => {
    const bundle = await write();
    change(
      bundle,
      {},
      graph((b) => {
        b.node('Identity', [GRAPH.input], {}, GRAPH.score);
      }),
    );
    await refused(bundle, /model\.onnx/);
    change(
      bundle,
      {},
      graph(
        (b) => {
          b.node('ReduceSum', [GRAPH.input, b.indices([1])], { keepdims: 0 }, 'points');
        },
        { name: 'points', type: 'float32' },
      ),
    );
    await refused(bundle, /model\.onnx: expected output "score", got points/);
  });

  it("when a row changes another's score", async () => {
    const bundle = await write();
    change(
      bundle,
      {},
      graph((b) => {
        const flags = b.node('Cast', [b.node('IsNaN', [GRAPH.input])], { to: 1 });
        const ofRows = b.node('ReduceSum', [flags, b.indices([1])], { keepdims: 0 });
        const ofAll = b.node('ReduceSum', [flags], { keepdims: 0 });
        b.node('Add', [ofRows, ofAll], {}, GRAPH.score);
      }),
    );
    await refused(bundle, /among others; a row must not change another's score/);
  });
});

it('a ranker is not written with a schema of other columns', async () => {
  const narrow = defineRankingFeatures([{ name: 'f0', version: 1 }]);
  await expect(writeRankerBundle(folder, { ...trained('linear'), schema: narrow }, details)).rejects.toThrow(
    new RangeError('ranker: expected 1 columns, as the schema has, got 6'),
  );
});

describe('a signed bundle', () => {
  const keys = newSigningKeys();
  const publicKey = readPublicKey(keys.publicKey);
  const sign = (bundle: string) => signRankerBundle(bundle, readPrivateKey(keys.privateKey));

  it('is read by who has the public key, and keeps digest and graph', async () => {
    const bundle = await write('linear', 'signed');
    const graph = readFileSync(join(bundle, 'model.onnx'));
    const digest = await sign(bundle);
    const { manifest, model } = await readRankerBundle(bundle, { publicKey });
    await model.release();
    expect(manifest.digest).toBe(digest);
    expect(readFileSync(join(bundle, 'model.onnx'))).toEqual(graph);
  });

  it('is refused unsigned, when another key signed it, and when it was altered afterwards', async () => {
    const bundle = await write('linear', 'unsigned');
    const refused = (key = publicKey) => expect(readRankerBundle(bundle, { publicKey: key })).rejects;
    await refused().toThrow('signature: expected the signature of this digest by the configured key');
    await sign(bundle);
    await refused(readPublicKey(newSigningKeys().publicKey)).toThrow('signature: expected');
    change(bundle, { name: 'altered' });
    await refused().toThrow('signature: expected');
  });
});
