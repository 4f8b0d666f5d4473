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

/** Only learn and count: at CI size they share the machine's cores. All others time what they start, and get it for themselves. */
const untimed = new Set([
  ...['bandit-propensities', 'bandit-simulation', 'blend', 'certificate', 'feedback-memory', 'kinds', 'objectives'],
  ...[
    'ranker-clicks',
    'replay',
    'retrieval',
    'retrieval-names',
    'retrieval-tags',
    'scorer',
    'search-path',
    'transports',
  ],
]);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const run = (chosen, workers) =>
  chosen.length === 0
    ? 0
    : (spawnSync(
        process.execPath,
        [
          ...[jest, '--config', join(folder, 'jest.config.js'), `--maxWorkers=${workers}`, '--ci', '--runTestsByPath'],
          ...chosen.map((name) => join(folder, `${name}.acceptance.ts`)),
        ],
        { stdio: 'inherit', env: { ...process.env, TIEBREAK_ACCEPTANCE: ciSize ? 'ci' : 'full' } },
      ).status ?? 1);

// Full sizes write into one page of results, so they run one after the other.
const chosen = names.length > 0 ? names : known;
const together = ciSize ? chosen.filter((name) => untimed.has(name)) : [];
const statuses = [
  run(together, 2),
  run(
    chosen.filter((name) => !together.includes(name)),
    1,
  ),
];
process.exit(statuses.find((status) => status !== 0) ?? 0);
