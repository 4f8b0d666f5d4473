import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Violation } from '@tiebreak/interpretation';
import { BundleError } from './bundle-error';
import { bundleDigest } from './digest';
import type { BundleRole } from './manifest';

/** What manifests of all roles have. */
export interface AnyManifest {
  readonly role: BundleRole;
  readonly digest: string;
}

/** Reads a decoded manifest.json, or says what is wrong with it. */
export type ManifestCheck<T> = (
  json: unknown,
) => { readonly manifest: T } | { readonly violations: readonly Violation[] };

/**
 * Reads a bundle's two files, of whatever role, and checks the manifest, the role and the digest.
 * @param check of the decoded manifest.json
 * @param model name of the file beside the manifest
 * @throws BundleError
 */
export async function readModelFiles<T extends AnyManifest>(
  folder: string,
  role: BundleRole,
  check: ManifestCheck<T>,
  model = 'model.onnx',
): Promise<{ readonly manifest: T; readonly graph: Uint8Array }> {
  const graph = await readFileOf(folder, model);
  const text = await readFileOf(folder, 'manifest.json');
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw new BundleError(folder, [{ field: 'manifest.json', expected: 'JSON', actual: (error as Error).message }]);
  }
  const read = check(json);
  if ('violations' in read)
    throw new BundleError(
      folder,
      read.violations.map((v) => ({ ...v, field: `manifest.json ${v.field}`.trim() })),
    );
  const { manifest } = read;
  if (manifest.role !== role) throw new BundleError(folder, [{ field: 'role', expected: role, actual: manifest.role }]);
  const digest = bundleDigest(graph, json as object);
  if (digest !== manifest.digest) {
    throw new BundleError(folder, [
      { field: 'digest', expected: `${digest}, that of its files`, actual: manifest.digest },
    ]);
  }
  return { manifest, graph };
}

async function readFileOf(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new BundleError(folder, [
      { field: name, expected: 'a readable file', actual: (error as NodeJS.ErrnoException).code ?? 'an error' },
    ]);
  }
}
