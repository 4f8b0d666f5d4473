import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The npm packages that are needed to run imports: theirs, and what those declare as dependencies, as peers, or, where
 * installed, as optional dependencies. An optional peer is not followed: code that wants one imports it.
 * @param imports of the workspace's code; libs declare no dependencies, so these resolve from the root
 * @returns folders relative to the workspace, e.g. "node_modules/a/node_modules/b", each once
 */
export function closureOf(workspace, imports) {
  const found = new Set();
  for (const name of new Set(imports.filter((path) => !isBuiltin(path)).map(packageNameOf))) visit(name, '', true);
  return [...found].sort();

  function visit(name, from, required) {
    // Types alone; nothing to run.
    if (name.startsWith('@types/')) return;
    const folder = locate(name, from);
    if (folder === undefined) {
      if (required)
        throw new Error(`${name} is not installed, but ${from === '' ? 'the code' : from} needs it: npm ci`);
      return;
    }
    if (found.has(folder)) return;
    found.add(folder);
    const manifest = JSON.parse(readFileSync(join(workspace, folder, 'package.json'), 'utf8'));
    const optional = manifest.optionalDependencies ?? {};
    for (const dependency of Object.keys(optional)) visit(dependency, folder, false);
    for (const dependency of Object.keys(manifest.dependencies ?? {}))
      visit(dependency, folder, !(dependency in optional));
    for (const peer of Object.keys(manifest.peerDependencies ?? {}))
      if (manifest.peerDependenciesMeta?.[peer]?.optional !== true) visit(peer, folder, true);
  }

  /** Where Node would find a package from a folder: in the nearest node_modules on the way up. */
  function locate(name, from) {
    for (let folder = from; ; folder = dirname(folder)) {
      const candidate = join(folder, 'node_modules', name);
      if (existsSync(join(workspace, candidate, 'package.json'))) return candidate;
      if (folder === '' || folder === '.') return undefined;
    }
  }
}

/** "@scope/name/sub/path" -> "@scope/name" */
export function packageNameOf(path) {
  return path.split('/', path.startsWith('@') ? 2 : 1).join('/');
}
