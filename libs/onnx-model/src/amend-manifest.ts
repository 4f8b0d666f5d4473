import { bundleDigest } from './digest';
import { manifestJson, replaceManifest } from './manifest-file';
import { readBundleFiles } from './read-bundle';

/**
 * Adds to a re-ranker's manifest what became known after training, and gives the bundle the digest that then fits.
 * A signature is dropped, because it was for the former digest: sign afterwards.
 * @param additions fields that replace those of the same name; numbers that JSON does not know become null
 * @returns the new digest
 * @throws BundleError when the bundle as it stands is not sound, so that no new digest hides a change
 */
export async function amendManifest(folder: string, additions: { readonly gate: object }): Promise<string> {
  const { graph } = await readBundleFiles(folder, 'reranker');
  const { digest: _digest, signature: _signature, ...kept } = await manifestJson(folder);
  const unsigned = JSON.parse(JSON.stringify({ ...kept, ...additions })) as object;
  const digest = bundleDigest(graph, unsigned);
  await replaceManifest(folder, { ...unsigned, digest });
  return digest;
}
