import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bundleDigest,
  BundleError,
  type DataFile,
  findBundles,
  FORMAT_VERSION,
  readModelFiles,
} from '@tiebreak/onnx-model/bundle-files';
import { decodeWeights, DomainNlu, encodeWeights, type NluModel } from '@tiebreak/reference-nlu';
import { NLU_KIND, type NluManifest, readNluManifest } from './nlu-manifest';

/** The file of an NLU bundle beside its manifest. */
const WEIGHTS = 'weights.bin';

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

/** An NLU's bundle that passed every check. */
export interface NluBundle {
  readonly folder: string;
  readonly manifest: NluManifest;
  readonly nlu: DomainNlu;
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

/**
 * Reads and checks an NLU's bundle.
 * @throws BundleError with all that is wrong: missing or malformed files, another role or kind, a digest that does not fit,
 *   weights that do not fit the names
 */
export async function readNluBundle(folder: string): Promise<NluBundle> {
  const { manifest, graph: weights } = await readModelFiles(folder, 'nlu', readNluManifest, WEIGHTS);
  const { domain, seed, intents, slotNames: slots } = manifest;
  try {
    const model = { domain, seed, intents, slots, ...decodeWeights(weights, { intents, slots }) };
    return { folder, manifest, nlu: new DomainNlu(model) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [, expected, actual] = /^expected (.*), got (.*)$/s.exec(error.message) ?? ['', 'weights', error.message];
    throw new BundleError(folder, [{ field: WEIGHTS, expected: expected, actual: actual }]);
  }
}

/**
 * Every NLU bundle at or below a folder, three levels at most, by domain.
 * @throws Error when there is none, or two are of one domain; BundleError when one cannot be used
 */
export async function readNluBundles(root: string): Promise<NluBundle[]> {
  const bundles: NluBundle[] = [];
  for (const { folder } of await findBundles(root, 'nlu')) bundles.push(await readNluBundle(folder));
  return bundles;
}
