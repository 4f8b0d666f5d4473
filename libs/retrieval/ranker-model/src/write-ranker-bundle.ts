import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ranker, RankingFeatureSchema } from '@tiebreak/learning-to-rank';
import { bundleDigest, type DataFile, FORMAT_VERSION } from '@tiebreak/onnx-model';
import { rankerGraph } from './ranker-graph';
import type { RankerManifest } from './ranker-manifest';

/** A learned ranker with what has to be known to serve it. */
export interface TrainedRanker {
  readonly ranker: Ranker;
  readonly schema: RankingFeatureSchema;
  /** A usual candidate, one number a feature, NaN for missing: `medianRow` of the training rows. */
  readonly baseline: Float32Array;
  readonly seed: number;
  /** Settings, how many queries and candidates, and what was measured: for people. */
  readonly training: object;
}

/** What a bundle records beside that. */
export interface RankerDetails {
  readonly domain: string;
  readonly name: string;
  /** Semantic version. */
  readonly version: string;
  readonly data?: Readonly<Record<string, DataFile>>;
  /** What the gate found. */
  readonly gate?: object;
  /** Seconds since 1970 (SOURCE_DATE_EPOCH); absent, the manifest carries no date. */
  readonly createdAt?: number;
}

/**
 * Writes a ranker as a bundle: model.onnx and manifest.json in `folder`, which is made if need be. The same ranker and
 * details give the same bytes.
 * @throws RangeError when the ranker has not as many columns as the schema has features
 */
export async function writeRankerBundle(
  folder: string,
  { ranker, schema, baseline, seed, training }: TrainedRanker,
  { domain, name, version, data, gate, createdAt }: RankerDetails,
): Promise<RankerManifest> {
  const columns = ranker.kind === 'linear' ? ranker.model.weights.length : ranker.model.columns;
  for (const [what, count] of [['ranker', columns] as const, ['baseline', baseline.length] as const])
    if (count !== schema.names.length)
      throw new RangeError(`${what}: expected ${schema.names.length} columns, as the schema has, got ${count}`);
  const graph = rankerGraph(ranker, columns);
  // As JSON knows it: what is undefined is absent, so that the digest is that of the file.
  const unsigned = JSON.parse(
    JSON.stringify({
      formatVersion: FORMAT_VERSION,
      role: 'ranker',
      domain,
      name,
      version,
      kind: ranker.kind,
      seed,
      createdAt: createdAt === undefined ? undefined : new Date(createdAt * 1000).toISOString(),
      features: schema.features.map((feature) => ({ name: feature.name, version: feature.version })),
      baseline: Array.from(baseline, (value) => (Number.isNaN(value) ? null : value)),
      training,
      data,
      gate,
    }),
  ) as Omit<RankerManifest, 'digest'>;
  const manifest: RankerManifest = { ...unsigned, digest: bundleDigest(graph, unsigned) };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), graph);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
