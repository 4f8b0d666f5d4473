import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleRole } from './manifest';

/** Folders that hold copies of bundles, or other people's files. */
const LEFT_OUT = new Set(['node_modules', 'dist']);
const DEEPEST = 3;

/**
 * Folders at or below `root`, three levels at most, whose manifest.json has the given role; sorted by domain.
 * @throws Error when two of them are of one domain (naming both), when there is none, or when `root` cannot be read
 */
export async function findBundles(root: string, role: BundleRole): Promise<{ domain: string; folder: string }[]> {
  const found: { domain: string; folder: string }[] = [];
  await visit(root, 0);
  if (found.length === 0) throw new Error(`${root}: expected folders with a manifest.json of role "${role}", got none`);
  found.sort((a, b) => (a.domain < b.domain ? -1 : 1));
  for (const [i, { domain, folder }] of found.entries()) {
    const twin = found[i + 1];
    if (twin?.domain === domain)
      throw new Error(`${root}: expected one bundle for domain "${domain}", got ${folder} and ${twin.folder}`);
  }
  return found;

  async function visit(folder: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.name === 'manifest.json')) {
      const manifest = await roleAndDomain(join(folder, 'manifest.json'));
      if (manifest?.role === role) found.push({ domain: manifest.domain, folder });
    }
    if (depth === DEEPEST) return;
    for (const entry of entries) {
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) await visit(join(folder, entry.name), depth + 1);
    }
  }
}

/** The role that a bundle's manifest names; undefined when there is none to be read. */
export async function roleOf(folder: string): Promise<unknown> {
  return (await roleAndDomain(join(folder, 'manifest.json')))?.role;
}

/** Undefined for a file that is no manifest: other tools use that name too. */
async function roleAndDomain(file: string): Promise<{ role: unknown; domain: string } | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof json !== 'object' || json === null || !('role' in json) || !('domain' in json)) return undefined;
    return { role: json.role, domain: String(json.domain) };
  } catch {
    return undefined;
  }
}
