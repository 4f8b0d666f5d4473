import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureFingerprint, type FeatureEntry, type FeatureExtractor } from '@tiebreak/features';
import onnxProto from 'onnx-proto';
import { changeGraph, changeManifest, details, temporaryFolders, model, trained } from '../test/bundles';
import { BundleError, type BundleExpectations, readRerankerBundle, rerankerGraph, writeBundle } from './index';

const newFolder = temporaryFolders();
let folder: string;
beforeEach(async () => {
  folder = newFolder();
  await writeBundle(folder, trained, details);
});

/** Why the bundle is refused, without its folder. */
async function refusal(expected?: BundleExpectations): Promise<string> {
  const error: unknown = await readRerankerBundle(folder, expected).catch((reason: unknown) => reason);
  if (!(error instanceof BundleError)) throw new Error(`expected a BundleError, got ${String(error)}`);
  expect(error.bundle).toBe(folder);
  expect(error.message.startsWith(`bundle ${folder}: `)).toBe(true);
  return error.message.slice(`bundle ${folder}: `.length);
}
/** Changes the manifest's features, with the fingerprint and digest that then fit. */
function changeFeatures(change: (features: FeatureEntry[]) => FeatureEntry[]): void {
  changeManifest(folder, (manifest) => {
    const features = change(manifest.features as FeatureEntry[]);
    return { ...manifest, features, featureFingerprint: featureFingerprint(features) };
  });
}
const DIGEST = /^digest: expected sha256:[0-9a-f]{64}, that of its files, got sha256:[0-9a-f]{64}$/;

describe('a bundle is refused, with what was expected and what came,', () => {
  it('when a byte of its model is another', async () => {
    const path = join(folder, 'model.onnx');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(await refusal()).toMatch(DIGEST);
  });

  it('when a number of its manifest is another', async () => {
    changeManifest(folder, (m) => ({ ...m, fallback: { ...(m.fallback as object), slope: 0.76 } }), 'kept');
    expect(await refusal()).toMatch(DIGEST);
  });

  it('when it is of another domain or role', async () => {
    expect(await refusal({ domain: 'Books' })).toBe('domain: expected Books, got Music');
    changeManifest(folder, (manifest) => ({ ...manifest, role: 'ranker' }));
    expect(await refusal()).toBe('role: expected reranker, got ranker');
  });

  it('when its format is of another version', async () => {
    changeManifest(folder, (manifest) => ({ ...manifest, formatVersion: 2 }));
    expect(await refusal()).toMatch(/^manifest\.json formatVersion: expected .*\b1\b.*, got 2$/);
  });

  it('when its fingerprint is not that of its features', async () => {
    const other = '0'.repeat(64);
    changeManifest(folder, (manifest) => ({ ...manifest, featureFingerprint: other }));
    expect(await refusal()).toBe(
      `featureFingerprint: expected ${trained.schema.fingerprint}, that of its features, got ${other}`,
    );
  });

  it('when it needs a version of a feature that is not at hand, naming those that are', async () => {
    changeFeatures((features) => features.map((f) => (f.name === 'slot_count' ? { ...f, version: 2 } : f)));
    expect(await refusal()).toMatch(
      /^features: expected one of upstream_log@1, .*slot_count@1.*, got slot_count@2; retrain, or deploy the build that knows it$/,
    );
  });

  it('when its columns are not those of its vocabulary', async () => {
    changeManifest(folder, (manifest) => ({ ...manifest, slotNames: ['artist', 'album'] }));
    expect(await refusal()).toMatch(
      /^features: expected columns slot=artist, slot=album of slot_names@1, got slot=album, slot=artist; /,
    );
  });

  it('when it names a feature twice', async () => {
    changeFeatures((features) => [...features, features[1]!]);
    expect(await refusal()).toMatch(/^features: expected every feature column once, got "slot_count" twice/);
  });

  it.each(['model.onnx', 'manifest.json'])('when %s is missing', async (name) => {
    rmSync(join(folder, name));
    expect(await refusal()).toBe(`${name}: expected a readable file, got ENOENT`);
  });

  it('when its manifest is no JSON, or no object', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{"formatVersion": 1,');
    expect(await refusal()).toMatch(/^manifest\.json: expected JSON, got .*JSON/);
    writeFileSync(join(folder, 'manifest.json'), '[1]');
    expect(await refusal()).toBe('manifest.json: expected a JSON object, got [1]');
  });

  it.each(
    'formatVersion role domain version kind objective seed features featureFingerprint intents slotNames contextValues calibrator fallback digest'.split(
      ' ',
    ),
  )('when its manifest has no %s', async (name) => {
    changeManifest(folder, (manifest) => ({ ...manifest, [name]: undefined }), 'kept');
    expect(await refusal()).toMatch(new RegExp(`^manifest\\.json ${name}: expected .*, got nothing`));
  });

  it.each([
    ['version', 'first'],
    ['seed', 0.5],
    ['features', []],
    ['intents', [1]],
    ['featureFingerprint', 'abc'],
  ])('when the %s of its manifest is %j', async (name, value) => {
    changeManifest(folder, (manifest) => ({ ...manifest, [name]: value }));
    expect(await refusal()).toMatch(new RegExp(`^manifest\\.json ${name}: expected .*, got `));
  });

  it('when a value deep in its manifest is of another type, naming its path', async () => {
    changeManifest(folder, (manifest) => ({
      ...manifest,
      fallback: { slope: '1', intercept: 0 },
      contextValues: { device: [7] },
    }));
    const message = await refusal();
    expect(message).toMatch(/manifest\.json fallback\.slope: expected .*number.*, got 1;/);
    expect(message).toMatch(/manifest\.json contextValues\.device: expected a list of strings, got \[7\]/);
  });
});

describe('a graph is refused', () => {
  const { ModelProto } = onnxProto.onnx;
  const graph = (bias = -1) =>
    rerankerGraph([{ weight: 1, part: { kind: 'log-linear', model: { ...model, bias } } }], 6, trained.calibrator);
  /** The bundle's graph after `change` to its decoded form. */
  function changed(change: (model: onnxProto.onnx.ModelProto) => void, bytes = graph()): Uint8Array {
    const model = ModelProto.decode(bytes);
    change(model);
    return ModelProto.encode(model).finish();
  }
  /** Renames an output of the graph wherever it stands. */
  const renamed = (bytes: Uint8Array, from: string, to: string) =>
    changed(({ graph: g }) => {
      for (const { output } of g!.node!) if (output![0] === from) output![0] = to;
      for (const output of g!.output!) if (output.name === from) output.name = to;
    }, bytes);

  it.each([
    ['is none', () => Buffer.from('no graph'), /expected a re-ranker graph that runs, got /],
    ['is empty', () => new Uint8Array(), /expected a re-ranker graph that runs, got /],
    [
      'has other outputs',
      () => renamed(graph(), 'score', 'probability'),
      /expected output "score", got log_odds, probability$/,
    ],
    [
      'takes another number of features',
      () =>
        rerankerGraph(
          [{ weight: 1, part: { kind: 'log-linear', model: { weights: new Float64Array(7), bias: 0 } } }],
          7,
          trained.calibrator,
        ),
      /^model.onnx: expected input "features" of float32 \[n, 6\], got float32 \[n, 7\]$/,
    ],
    [
      'gives no probabilities',
      () => renamed(renamed(renamed(graph(5), 'score', 'x'), 'log_odds', 'score'), 'x', 'log_odds'),
      /^model.onnx score: expected probabilities in \[0, 1\], got 5$/,
    ],
  ])('that %s', async (_, make, message) => {
    changeGraph(folder, make());
    expect(await refusal()).toMatch(message);
  });
});

describe('a bundle with a feature of its own', () => {
  const length: FeatureExtractor = { name: 'length', version: 1, extract: (_, { utterance }) => utterance.length };

  const named = { name: 'length', version: 1, columns: ['length'] };

  it('is read where the extractor is at hand, and refused where it is not', async () => {
    changeFeatures((features) => features.map((f) => (f.name === 'slot_count' ? { ...f, ...named } : f)));
    expect(await refusal()).toMatch(/got length@1; retrain/);
    const { model } = await readRerankerBundle(folder, { extractors: [length] });
    expect(model.schema.columns).toContain('length');
    await model.release();
  });
});
