import type { KeyObject } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleDigest } from './digest';
import { type BundleRole, readManifest } from './manifest';
import { type AnyManifest, type ManifestCheck, readModelFiles } from './model-files';
import { readBundleFiles } from './read-bundle';
import { signatureOf } from './signature';

/**
 * Adds to a re-ranker's manifest what became known after training, and gives the bundle the digest that then fits.
 * A signature is dropped, because it was for the former digest: sign afterwards.
 * @param additions fields that replace those of the same name; numbers that JSON does not know become null
 * @returns the new digest
 * @throws BundleError when the bundle as it stands is not sound, so that no new digest hides a change
 */
export async function amendManifest(folder: string, additions: { readonly gate: object }): Promise<string> {
  const { graph } = await readBundleFiles(folder, 'reranker');
  const { digest: _digest, signature: _signature, ...kept } = await readJson(folder);
  const unsigned = JSON.parse(JSON.stringify({ ...kept, ...additions })) as object;
  const digest = bundleDigest(graph, unsigned);
  await replaceManifest(folder, { ...unsigned, digest });
  return digest;
}

/**
 * Signs a bundle, in place of a former signature. Nothing else changes, the digest least of all.
 * @param role that it is of, a re-ranker's unless another is given, with the check of such a manifest
 * @returns the digest that was signed
 * @throws BundleError when the bundle is not sound
 */
export async function signBundle(
  folder: string,
  privateKey: KeyObject,
  role: BundleRole = 'reranker',
  check: ManifestCheck<AnyManifest> = readManifest,
): Promise<string> {
  const { manifest } = await readModelFiles(folder, role, check);
  await replaceManifest(folder, { ...(await readJson(folder)), signature: signatureOf(manifest.digest, privateKey) });
  return manifest.digest;
}

/** As it stands in the file, with fields that this version does not know. */
async function readJson(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
}

/** Written beside and moved: a service that starts meanwhile finds the former manifest or the new one, whole. */
async function replaceManifest(folder: string, manifest: object): Promise<void> {
  const path = join(folder, 'manifest.json');
  await writeFile(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
