#!/usr/bin/env node
// Builds a lib into a folder that npm can publish: `node tools/build/build-package.js libs/client [OUT]`.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import { packageNameOf } from './closure.js';
import { writeDeclarations } from './declarations.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const [projectRoot, outFolder] = process.argv.slice(2);
if (projectRoot === undefined || !existsSync(join(workspace, projectRoot, 'src/index.ts'))) {
  console.error(
    'Usage: node tools/build/build-package.js PROJECT_ROOT [OUT]; the project has a src/index.ts\nExample: node tools/build/build-package.js libs/client',
  );
  process.exit(2);
}
const out = outFolder === undefined ? join(workspace, 'dist', projectRoot) : resolve(outFolder);
const entry = `${projectRoot}/src/index.ts`;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { imports: imported } = await bundle(workspace, join(workspace, entry), join(out, 'index.js'));
const { types, packages } = writeDeclarations(workspace, entry, join(out, 'types'));
copyFileSync(join(workspace, projectRoot, 'README.md'), join(out, 'README.md'));
copyFileSync(join(workspace, 'LICENSE'), join(out, 'LICENSE'));

const root = readJson('package.json');
const { name, version, description, license, publishConfig } = readJson(join(projectRoot, 'package.json'));
const needed = [...imported, ...packages].filter((path) => !isBuiltin(path)).map(packageNameOf);
const manifest = {
  ...{ name, version, description, license, publishConfig },
  type: 'module',
  engines: root.engines,
  exports: { '.': { types: `./types/${types}`, default: './index.js' } },
  sideEffects: false,
  // What was tested, and what promises to be compatible with it.
  dependencies: Object.fromEntries([...new Set(needed)].sort().map((one) => [one, `^${versionOf(one)}`])),
};
writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${out}: ${name}@${version}, needs ${Object.keys(manifest.dependencies).join(', ')}`);

function versionOf(dependency) {
  const found = root.dependencies[dependency];
  if (found === undefined)
    throw new Error(`${dependency} is imported, but no dependency of the workspace's package.json`);
  return found;
}

function readJson(path) {
  return JSON.parse(readFileSync(join(workspace, path), 'utf8'));
}
