#!/usr/bin/env node
// `npm run acceptance -- NAME...` runs acceptance runs at full size; without a name, all of them. CI runs them with --ci-size.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(folder).flatMap((file) =>
  file.endsWith('.acceptance.ts') ? [file.replace('.acceptance.ts', '')] : [],
);
const args = process.argv.slice(2);
const ciSize = args.includes('--ci-size');
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !known.includes(name));

if (args.includes('--help') || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such acceptance run: ${unknown.join(', ')}`);
  console.error(
    `Usage: npm run acceptance -- [NAME...] [--ci-size]\nNames: ${known.join(', ')}\nExample: npm run acceptance -- failover`,
  );
  process.exit(unknown.length > 0 ? 2 : 0);
}

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const files = (names.length > 0 ? names : known).map((name) => join(folder, `${name}.acceptance.ts`));
const { status } = spawnSync(
  process.execPath,
  [jest, '--config', join(folder, 'jest.config.js'), '--runInBand', '--ci', '--runTestsByPath', ...files],
  { stdio: 'inherit', env: { ...process.env, TIEBREAK_ACCEPTANCE: ciSize ? 'ci' : 'full' } },
);
process.exit(status ?? 1);
