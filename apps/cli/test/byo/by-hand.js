// Writes a bundle for Podcasts from weights that stand below:
//   node apps/cli/test/byo/by-hand.js FOLDER
// Nothing here comes from Tiebreak: an ONNX library, sha256, and docs/reference/bundle-format.md.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import onnxProto from 'onnx-proto';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node apps/cli/test/byo/by-hand.js FOLDER');
  process.exit(2);
}

// model: log-odds = weights . features + bias; score = sigmoid(slope * log-odds + intercept)
const weights = [0.35, 0.5, 0.3, 0, 0.1];
const bias = -1.3;
const calibrator = { kind: 'platt', slope: 0.95, intercept: 0.02 };

// features: the extractors that fill the columns, in order
const intents = ['FollowShow', 'PlayEpisode'];
const features = [
  { name: 'upstream_logit', version: 1, columns: ['domain_logit', 'intent_logit', 'ner_logit'] },
  { name: 'intent', version: 1, columns: intents.map((intent) => `intent=${intent}`) },
];

// model.onnx
const { ModelProto, TensorProto } = onnxProto.onnx;
const FLOAT = TensorProto.DataType.FLOAT;
const constant = (name, dims, floatData) => ({ name, dims, dataType: FLOAT, floatData });
const value = (name, ...dim) => ({ name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } });
const n = { dimParam: 'n' };
const graph = ModelProto.encode(
  ModelProto.fromObject({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'by hand',
    graph: {
      name: 'podcasts',
      input: [value('features', n, { dimValue: weights.length })],
      output: [value('log_odds', n), value('score', n)],
      node: [
        // A vector of weights, not a column: [n, f] times [f] is [n], and [n] is what the format asks for.
        { opType: 'MatMul', input: ['features', 'weights'], output: ['weighted'] },
        { opType: 'Add', input: ['weighted', 'bias'], output: ['log_odds'] },
        { opType: 'Mul', input: ['log_odds', 'slope'], output: ['scaled'] },
        { opType: 'Add', input: ['scaled', 'intercept'], output: ['calibrated'] },
        { opType: 'Sigmoid', input: ['calibrated'], output: ['score'] },
      ],
      initializer: [
        constant('weights', [weights.length], weights),
        constant('bias', [], [bias]),
        constant('slope', [], [calibrator.slope]),
        constant('intercept', [], [calibrator.intercept]),
      ],
    },
  }),
).finish();

// manifest.json
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const manifest = {
  formatVersion: 1,
  role: 'reranker',
  domain: 'Podcasts',
  version: '1.0.0',
  kind: 'log-linear',
  objective: 'by-hand',
  seed: 0,
  features,
  featureFingerprint: sha256(canonicalize(features)).toString('hex'),
  intents,
  slotNames: [],
  contextValues: {},
  calibrator,
  fallback: { slope: 0.85, intercept: 1.13 },
};
const digest = sha256(Buffer.concat([sha256(graph), sha256(canonicalize(manifest))])).toString('hex');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'model.onnx'), graph);
writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, digest: `sha256:${digest}` }, null, 2));
