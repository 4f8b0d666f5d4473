#!/usr/bin/env node
// Builds one app into a folder that runs alone, with nothing but Node: `node tools/build/build.js apps/music [OUT]`.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ASSETS } from './assets.js';
import { bundle } from './bundle.js';
import { closureOf } from './closure.js';
import { copyPackage } from './copy-package.js';
import { buildPage, hasPage } from './page.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const [projectRoot, outFolder] = process.argv.slice(2);
if (projectRoot === undefined || !existsSync(join(workspace, projectRoot, 'src/main.ts'))) {
  console.error(
    'Usage: node tools/build/build.js PROJECT_ROOT [OUT]; the project has a src/main.ts\nExample: node tools/build/build.js apps/music',
  );
  process.exit(2);
}
const project = join(workspace, projectRoot);
const out = outFolder === undefined ? join(workspace, 'dist', projectRoot) : resolve(outFolder);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// As deep as in the project, so that `new URL('../model', import.meta.url)` finds the same.
const { imports } = await bundle(workspace, join(project, 'src/main.ts'), join(out, 'src/main.js'));
for (const folder of closureOf(workspace, imports)) copyPackage(join(workspace, folder), join(out, folder));
for (const asset of ASSETS.filter((name) => existsSync(join(project, name))))
  cpSync(join(project, asset), join(out, asset), { recursive: true });
if (hasPage(workspace, projectRoot)) await buildPage(workspace, projectRoot, join(out, 'page'));
// Without the name, which tools that search the workspace would meet twice.
const { version, license, type } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
writeFileSync(join(out, 'package.json'), `${JSON.stringify({ version, private: true, license, type }, null, 2)}\n`);

const packages = join(out, 'node_modules');
console.log(`${out}: ${megabytes(out)}, of which ${megabytes(packages)} npm packages; runs by "node src/main.js"`);

function megabytes(folder) {
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name: file }) => sum + statSync(join(parentPath, file)).size, 0);
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
