import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A bundle's manifest.json as it stands in the file, with fields that this version does not know. */
export async function manifestJson(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
}

/** Written beside and moved: a service that starts meanwhile finds the former manifest or the new one, whole. */
export async function replaceManifest(folder: string, manifest: object): Promise<void> {
  const path = join(folder, 'manifest.json');
  await writeFile(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
