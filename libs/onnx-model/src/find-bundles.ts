import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleRole } from './manifest';

/** Folders that hold copies of bundles, or other people's files. */
const LEFT_OUT = new Set(['node_modules', 'dist']);
const DEEPEST = 3;

/** A folder with a manifest that says what it is. */
export interface FoundBundle {
  readonly role: BundleRole;
  readonly domain: string;
  readonly folder: string;
}

/**
 * Folders at or below `root`, three levels at most, whose manifest.json has one of the given roles; sorted by role, in the
 * order that they are given in, and by domain.
 * @throws Error when two of one role are of one domain (naming both), when there is none, or when `root` cannot be read
 */
export async function findBundles(root: string, ...roles: readonly BundleRole[]): Promise<FoundBundle[]> {
  const found: FoundBundle[] = [];
  await visit(root, 0);
  if (found.length === 0) {
    const wanted = roles.map((role) => `"${role}"`).join(' or ');
    throw new Error(`${root}: expected folders with a manifest.json of role ${wanted}, got none`);
  }
  found.sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.domain < b.domain ? -1 : 1));
  for (const [i, { role, domain, folder }] of found.entries()) {
    const twin = found[i + 1];
    if (twin?.domain === domain && twin.role === role)
      throw new Error(`${root}: expected one bundle for domain "${domain}", got ${folder} and ${twin.folder}`);
  }
  return found;

  async function visit(folder: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.some((entry) => entry.name === 'manifest.json')) {
      const manifest = await roleAndDomain(join(folder, 'manifest.json'));
      const role = roles.find((wanted) => wanted === manifest?.role);
      if (role !== undefined) found.push({ role, domain: manifest!.domain, folder });
    }
    if (depth === DEEPEST) return;
    for (const entry of entries) {
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) await visit(join(folder, entry.name), depth + 1);
    }
  }
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
