import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ASSETS } from './assets.js';
import { bundle } from './bundle.js';
import { closureOf } from './closure.js';
import { hasPage, pageContents } from './page.js';

/** What makes every build what it is, whichever app it is of. */
const BUILDING = [
  'tsconfig.base.json',
  ...['assets.js', 'build.js', 'bundle.js', 'closure.js', 'copy-package.js'].map((file) => `tools/build/${file}`),
  'tools/docker/Dockerfile',
];

const NO_PAGE = { files: [], imports: [] };

/**
 * What the build of a project is made of: a change of anything else leaves the build as it is. Types and tests are in no
 * build, and neither is a lib's code that the app does not use.
 * @param projectRoot with a src/main.ts, or, for a library, a src/index.ts
 * @returns `files`: paths relative to the workspace, or folders, which end in "/"; `packages`: folders of npm packages,
 *   spelled as the lockfile spells them
 */
export async function contentsOf(workspace, projectRoot) {
  const entry = ['src/main.ts', 'src/index.ts'].find((file) => existsSync(join(workspace, projectRoot, file)));
  if (entry === undefined)
    throw new Error(`${projectRoot} has neither src/main.ts nor src/index.ts, so nothing to build`);
  const { imports, sources } = await bundle(workspace, join(workspace, projectRoot, entry), 'never-written.js', {
    write: false,
  });
  const assets = [...ASSETS, 'bin'].filter((name) => existsSync(join(workspace, projectRoot, name)));
  const isFolder = (path) => statSync(join(workspace, path)).isDirectory();
  const page = hasPage(workspace, projectRoot) ? await pageContents(workspace, projectRoot) : NO_PAGE;
  return {
    files: new Set([
      ...sources,
      ...page.files,
      `${projectRoot}/package.json`,
      ...assets.map((name) => `${projectRoot}/${name}`).map((path) => (isFolder(path) ? `${path}/` : path)),
      ...BUILDING,
    ]),
    packages: new Set(closureOf(workspace, [...imports, ...page.imports])),
  };
}

/** Whether a build has a file in it. @param path relative to the workspace */
export function contains({ files }, path) {
  return files.has(path) || [...files].some((known) => known.endsWith('/') && path.startsWith(known));
}
