import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { featureFingerprint } from '@tiebreak/features';
import type { TrainedReranker } from '@tiebreak/training';
import { bundleDigest } from './digest';
import { rerankerGraph } from './graph';
import { type DataFile, FORMAT_VERSION, type Manifest } from './manifest';

/** What a bundle records beside what training found. */
export interface BundleDetails {
  /** Semantic version of the bundle. */
  readonly version: string;
  readonly data: { readonly train: DataFile; readonly dev: DataFile };
  readonly upstreamVersion?: string;
  /** Seconds since 1970 (SOURCE_DATE_EPOCH); absent, the manifest carries no date, so that equal inputs give equal bytes. */
  readonly createdAt?: number;
}

/**
 * Writes a trained re-ranker as a bundle: model.onnx and manifest.json in `folder`, which is made if need be.
 * The same training and details give the same bytes.
 */
export async function writeBundle(folder: string, trained: TrainedReranker, details: BundleDetails): Promise<Manifest> {
  const graph = rerankerGraph(trained.parts, trained.schema.columns.length, trained.calibrator);
  const unsigned = {
    formatVersion: FORMAT_VERSION,
    role: 'reranker' as const,
    domain: trained.domain,
    version: details.version,
    kind: trained.kind,
    objective: trained.objective,
    seed: trained.seed,
    ...(details.createdAt === undefined ? {} : { createdAt: new Date(details.createdAt * 1000).toISOString() }),
    features: trained.schema.entries.map((entry) => ({ ...entry, columns: [...entry.columns] })),
    featureFingerprint: featureFingerprint(trained.schema.entries),
    intents: [...trained.vocabulary.intents],
    slotNames: [...trained.vocabulary.slotNames],
    contextValues: Object.fromEntries(
      Object.entries(trained.vocabulary.contextValues).map(([name, values]) => [name, [...values]]),
    ),
    calibrator: trained.calibrator,
    fallback: { ...trained.fallback },
    ...(trained.topRightRate === undefined ? {} : { topRightRate: trained.topRightRate }),
    ...(details.upstreamVersion === undefined ? {} : { upstreamVersion: details.upstreamVersion }),
    data: {
      train: { ...details.data.train, gateLinesLeftOut: trained.gateLines === 'left-out' },
      dev: details.data.dev,
    },
    metrics: {
      development: trained.development,
      weights: Object.fromEntries(trained.parts.map(({ weight, part }) => [part.kind, weight])),
      chosen: trained.chosen,
      search: trained.search,
    },
  };
  const manifest: Manifest = { ...unsigned, digest: bundleDigest(graph, unsigned) };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), graph);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
