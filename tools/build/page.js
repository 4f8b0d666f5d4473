import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.js';

/** Whether an app has a page, which Vite builds. @param projectRoot relative to the workspace */
export function hasPage(workspace, projectRoot) {
  return existsSync(join(workspace, projectRoot, 'vite.config.js'));
}

/** Builds an app's page into a folder of static files, which is made or replaced. */
export async function buildPage(workspace, projectRoot, out) {
  const { build } = await import('vite');
  // The same whoever builds it: a test's own setting would leave code for development in it.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: join(workspace, projectRoot, 'vite.config.js'),
    logLevel: 'warn',
    build: { outDir: out, emptyOutDir: true },
  });
}

/**
 * What a page is made of.
 * @returns `files` and folders, which end in "/", relative to the workspace; `imports` of npm packages
 */
export async function pageContents(workspace, projectRoot) {
  const entry = join(workspace, projectRoot, 'page/main.tsx');
  const { imports, sources } = await bundle(workspace, entry, 'never-written.js', { write: false });
  const own = ['index.html', 'package.json', 'vite.config.js', 'page/style/'].map((path) => `${projectRoot}/${path}`);
  return {
    files: [...sources, ...own, 'tools/build/page.js'],
    imports: [...imports.filter((name) => !name.endsWith('.css')), 'vite'],
  };
}

/** Builds a page once for each state of what it is made of. @returns the folder */
export async function builtPage(workspace, projectRoot) {
  const hash = createHash('sha256').update(readFileSync(join(workspace, 'package-lock.json')));
  const { files } = await pageContents(workspace, projectRoot);
  for (const file of files.flatMap((path) => filesIn(workspace, path)).sort())
    hash.update(`\0${file}\0`).update(readFileSync(join(workspace, file)));
  const folder = join(workspace, 'dist/page', `${projectRoot.split('/').pop()}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  // Elsewhere first: another process may build the same, and nobody serves half a page.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(join(workspace, 'dist/page'), { recursive: true });
  await buildPage(workspace, projectRoot, unfinished);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function filesIn(workspace, path) {
  if (!path.endsWith('/')) return [path];
  return readdirSync(join(workspace, path)).map((name) => `${path}${name}`);
}
