import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleDigest, type DataFile, FORMAT_VERSION } from '@tiebreak/onnx-model/bundle-files';
import { encodeWeights, type NluModel } from '@tiebreak/reference-nlu';
import { NLU_KIND, type NluManifest, WEIGHTS } from './nlu-manifest';

/** What a bundle records beside the model. */
export interface NluDetails {
  /** Semantic version. */
  readonly version: string;
  readonly data: Readonly<Record<string, DataFile>>;
  /** How many lines, and how: for people. */
  readonly training: object;
  /** Seconds since 1970 (SOURCE_DATE_EPOCH); absent, the manifest carries no date. */
  readonly createdAt?: number;
}

/**
 * Writes a domain's NLU as a bundle: weights.bin and manifest.json in `folder`, which is made if need be. The same model and
 * details give the same bytes.
 */
export async function writeNluBundle(
  folder: string,
  model: NluModel,
  { version, data, training, createdAt }: NluDetails,
): Promise<NluManifest> {
  const weights = encodeWeights(model);
  const unsigned = {
    formatVersion: FORMAT_VERSION,
    role: 'nlu' as const,
    domain: model.domain,
    version,
    kind: NLU_KIND,
    seed: model.seed,
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt * 1000).toISOString() }),
    intents: [...model.intents],
    slotNames: [...model.slots],
    training,
    data: { ...data },
  };
  const manifest: NluManifest = { ...unsigned, digest: bundleDigest(weights, unsigned) };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, WEIGHTS), weights);
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
