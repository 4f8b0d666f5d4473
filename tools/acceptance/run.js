#!/usr/bin/env node
// `npm run acceptance -- NAME...` runs acceptance runs at full size; without a name, all of them. CI runs them with --ci-size.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(folder).flatMap((file) =>
  file.endsWith('.acceptance.ts') ? [file.replace('.acceptance.ts', '')] : [],
);
const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { 'ci-size': { type: 'boolean' }, seconds: { type: 'string' }, help: { type: 'boolean' } },
});
const ciSize = values['ci-size'] === true;
/** Nothing begins after so many seconds. */
const seconds = Number(values.seconds ?? Infinity);
const unknown = names.filter((name) => !known.includes(name));
const wrong = [
  ...unknown.map((name) => `no such acceptance run: ${name}`),
  ...(Number.isNaN(seconds) ? [`--seconds: expected a number, got ${values.seconds}`] : []),
];

if (values.help || wrong.length > 0) {
  for (const reason of wrong) console.error(reason);
  console.error(
    `Usage: npm run acceptance -- [NAME...] [--ci-size] [--seconds N]\nNames: ${known.join(', ')}\nExample: npm run acceptance -- failover`,
  );
  process.exit(wrong.length > 0 ? 2 : 0);
}

/** Only learn and count: at CI size they share the machine's cores. All others time what they start, and get it for themselves. */
const untimed = new Set([
  'bandit-propensities',
  'bandit-simulation',
  'blend',
  'certificate',
  'entity-signals',
  'feedback-memory',
  'kinds',
  'objectives',
  'pairwise-ties',
  'ranker-clicks',
  'replay',
  'retrieval',
  'retrieval-names',
  'retrieval-tags',
  'scorer',
  'search-path',
  'transports',
]);
/** So many of them at a time. */
const TOGETHER = 4;
const built = mkdtempSync(join(tmpdir(), 'tiebreak-built-'));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

function run(chosen, workers) {
  const files = chosen.map((name) => join(folder, `${name}.acceptance.ts`));
  const flags = ['--config', join(folder, 'jest.config.js'), `--maxWorkers=${workers}`, '--ci', '--runTestsByPath'];
  const env = { ...process.env, TIEBREAK_ACCEPTANCE: ciSize ? 'ci' : 'full', TIEBREAK_ACCEPTANCE_BUILT: built };
  return spawnSync(process.execPath, [jest, ...flags, ...files], { stdio: 'inherit', env }).status ?? 1;
}

// Full sizes write into one page of results, so they run one after the other.
const chosen = names.length > 0 ? names : known;
const sharing = ciSize ? chosen.filter((name) => untimed.has(name)) : [];
const batches = [
  ...Array.from({ length: Math.ceil(sharing.length / TOGETHER) }, (_, i) =>
    sharing.slice(i * TOGETHER, (i + 1) * TOGETHER),
  ),
  ...chosen.filter((name) => !sharing.includes(name)).map((name) => [name]),
];
// Where there is no time for all, each has its turn on some day.
const day = Number.isFinite(seconds) ? Math.floor(Date.now() / 86_400_000) % batches.length : 0;
const leftOut = [];
let status = 0;
for (const batch of [...batches.slice(day), ...batches.slice(0, day)]) {
  if (performance.now() / 1_000 > seconds) leftOut.push(...batch);
  else status = run(batch, batch.length > 1 ? 2 : 1) || status;
}
if (leftOut.length > 0) console.log(`left out, for ${seconds} s are over: ${leftOut.join(', ')}`);
rmSync(built, { recursive: true, force: true });
process.exit(status);
