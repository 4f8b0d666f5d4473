import type { KeyObject } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  assembleFeatures,
  type FeatureExtractor,
  featureFingerprint,
  type FeatureSchema,
  signalsOf,
  standardFeatures,
} from '@tiebreak/features';
import { BundleError } from './bundle-error';
import { graphViolations, loadViolation } from './check-graph';
import { type BundleRole, type Manifest, readManifest } from './manifest';
import { readModelFiles } from './model-files';
import { OnnxScoringModel } from './onnx-scoring-model';
import { signatureViolation } from './signature';
import { trialViolations } from './trial';

/** A bundle that passed every check, ready to score. */
export interface RerankerBundle {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly model: OnnxScoringModel;
}

export interface BundleExpectations {
  /** Refused when the bundle is of another domain; absent: any. */
  readonly domain?: string;
  /** Feature extractors beside the standard ones, in all versions at hand. */
  readonly extractors?: readonly FeatureExtractor[];
  /** Refused without a signature by this key; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

/**
 * Reads, checks, loads and warms a re-ranker's bundle.
 * @throws BundleError with all that is wrong: missing or malformed files, another role or domain, a digest, fingerprint or
 * signature that does not fit, features unknown here, a graph that ONNX Runtime refuses or that does not do what a
 * re-ranker must
 */
export async function readRerankerBundle(folder: string, expected: BundleExpectations = {}): Promise<RerankerBundle> {
  const { manifest, graph } = await readBundleFiles(folder, 'reranker');
  if (expected.domain !== undefined && manifest.domain !== expected.domain) {
    throw new BundleError(folder, [{ field: 'domain', expected: expected.domain, actual: manifest.domain }]);
  }
  const unsigned = expected.publicKey && signatureViolation(manifest, expected.publicKey);
  if (unsigned !== undefined) throw new BundleError(folder, [unsigned]);
  const fingerprint = featureFingerprint(
    manifest.features.map(({ name, version, columns }) => ({ name, version, columns })),
  );
  if (fingerprint !== manifest.featureFingerprint) {
    throw new BundleError(folder, [
      {
        field: 'featureFingerprint',
        expected: `${fingerprint}, that of its features`,
        actual: manifest.featureFingerprint,
      },
    ]);
  }
  const known = [
    ...standardFeatures(Object.keys(manifest.contextValues)),
    ...signalsOf(manifest.features),
    ...(expected.extractors ?? []),
  ];
  const assembled = assembleFeatures(manifest.features, known, manifest);
  if ('unknown' in assembled) {
    throw new BundleError(folder, [
      {
        field: 'features',
        ...assembled.unknown,
        actual: `${assembled.unknown.actual}; retrain, or deploy the build that knows it`,
      },
    ]);
  }
  return { folder, manifest, model: await loadModel(folder, graph, manifest, assembled.schema) };
}

/** Loads a graph and tries it. @throws BundleError */
async function loadModel(
  folder: string,
  graph: Uint8Array,
  manifest: Manifest,
  schema: FeatureSchema,
): Promise<OnnxScoringModel> {
  // Each step keeps the process busy for some milliseconds, and others may be waiting for answers.
  await breathe();
  const violations = graphViolations(graph);
  await breathe();
  if (violations.length > 0) throw new BundleError(folder, violations);
  const { domain, version, digest, featureFingerprint: identity, upstreamVersion } = manifest;
  const identified = { domain, version, digest, featureFingerprint: identity };
  let model: OnnxScoringModel | undefined;
  try {
    model = await OnnxScoringModel.load(graph, identified, schema, upstreamVersion);
    await breathe();
    violations.push(...(await trialViolations(model, manifest)));
    if (violations.length === 0) return model;
  } catch (error) {
    violations.push(loadViolation(error as Error));
  }
  await model?.release();
  throw new BundleError(folder, violations);
}

/** Reads a re-ranker's two files and checks the manifest, the role and the digest. @throws BundleError */
export function readBundleFiles(
  folder: string,
  role: BundleRole,
): Promise<{ readonly manifest: Manifest; readonly graph: Uint8Array }> {
  return readModelFiles(folder, role, readManifest);
}
