import type { KeyObject } from 'node:crypto';
import type { BundleRole } from './manifest';
import { readManifest } from './manifest';
import { manifestJson, replaceManifest } from './manifest-file';
import { type AnyManifest, type ManifestCheck, readModelFiles } from './model-files';
import { signatureOf } from './signature';

/** What bundles of one role are. */
export interface BundleKind {
  readonly role: BundleRole;
  /** Of the decoded manifest.json. */
  readonly check: ManifestCheck<AnyManifest>;
  /** Name of the file beside the manifest; `model.onnx` unless given. */
  readonly model?: string;
}

/**
 * Signs a bundle, in place of a former signature. Nothing else changes, the digest least of all.
 * @param kind a re-ranker's unless another is given
 * @returns the digest that was signed
 * @throws BundleError when the bundle is not sound
 */
export async function signBundle(
  folder: string,
  privateKey: KeyObject,
  { role, check, model }: BundleKind = { role: 'reranker', check: readManifest },
): Promise<string> {
  const { manifest } = await readModelFiles(folder, role, check, model);
  const signature = signatureOf(manifest.digest, privateKey);
  await replaceManifest(folder, { ...(await manifestJson(folder)), signature });
  return manifest.digest;
}
