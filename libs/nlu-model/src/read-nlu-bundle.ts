import type { KeyObject } from 'node:crypto';
import { BundleError, findBundles, readModelFiles, signatureViolation } from '@tiebreak/onnx-model/bundle-files';
import { decodeWeights, DomainNlu } from '@tiebreak/reference-nlu';
import { type NluManifest, readNluManifest, WEIGHTS } from './nlu-manifest';

/** An NLU's bundle that passed every check. */
export interface NluBundle {
  readonly folder: string;
  readonly manifest: NluManifest;
  readonly nlu: DomainNlu;
}

export interface NluExpectations {
  /** Refused without a signature by this key; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

/**
 * Reads and checks an NLU's bundle.
 * @throws BundleError with all that is wrong: missing or malformed files, another role or kind, a digest or a signature that
 *   does not fit, weights that do not fit the names
 */
export async function readNluBundle(folder: string, { publicKey }: NluExpectations = {}): Promise<NluBundle> {
  const { manifest, graph: weights } = await readModelFiles(folder, 'nlu', readNluManifest, WEIGHTS);
  const unsigned = publicKey && signatureViolation(manifest, publicKey);
  if (unsigned !== undefined) throw new BundleError(folder, [unsigned]);
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
export async function readNluBundles(root: string, expected: NluExpectations = {}): Promise<NluBundle[]> {
  const bundles: NluBundle[] = [];
  for (const { folder } of await findBundles(root, 'nlu')) bundles.push(await readNluBundle(folder, expected));
  return bundles;
}
