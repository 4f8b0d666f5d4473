#!/usr/bin/env node
// Builds the page of an app for the browser, unless what it is made of was built before, and prints the folder:
// `node tools/build/build-page.js apps/console`.
import { fileURLToPath } from 'node:url';
import { builtPage, hasPage } from './page.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const [projectRoot] = process.argv.slice(2);
if (projectRoot === undefined || !hasPage(workspace, projectRoot)) {
  console.error(
    'Usage: node tools/build/build-page.js PROJECT_ROOT; the project has a vite.config.js\nExample: node tools/build/build-page.js apps/console',
  );
  process.exit(2);
}
console.log(await builtPage(workspace, projectRoot.replace(/\/$/, '')));
