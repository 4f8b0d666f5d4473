// Runs the workspace's TypeScript as it stands: `node tools/run-typescript.js FILE.ts [ARGUMENT...]`.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WORKSPACE = fileURLToPath(new URL('../', import.meta.url));
/** Below the packages, so that what is compiled finds them. */
const CACHE = join(WORKSPACE, 'node_modules/.cache/tiebreak');
/** What it is compiled by counts as much as what is compiled. */
const COMPILED_BY = ['tools/build/bundle.js', 'tsconfig.base.json', 'package-lock.json'];
/** A process that runs what was replaced longer ago than this ends, should it need a part of it that it has not loaded yet. */
const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Imports a module written in TypeScript. It and all that it reaches of the workspace is compiled together, and kept
 * until one of these files changes: a process, or a thread, starts sooner than with a loader that compiles file by file.
 */
export async function importTypescript(file) {
  const entry = resolve(file);
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(kept(entry) ?? (await compile(entry))).href);
}

/** Where the module was compiled to, if nothing has changed since. */
function kept(entry) {
  try {
    const { main, stamps } = JSON.parse(readFileSync(noteOf(entry), 'utf8'));
    return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp) ? main : undefined;
  } catch {
    // Never compiled, or one of the files is gone.
    return undefined;
  }
}

async function compile(entry) {
  const { bundleInPlace } = await import('./build/bundle.js');
  mkdirSync(CACHE, { recursive: true });
  removeReplaced();
  // Others may be compiling the same.
  const folder = join(CACHE, randomUUID());
  const { main, sources } = await bundleInPlace(WORKSPACE, entry, folder);
  const stamps = Object.fromEntries(
    [...sources, ...COMPILED_BY].map((source) => join(WORKSPACE, source)).map((file) => [file, stampOf(file)]),
  );
  writeFileSync(`${folder}.json`, JSON.stringify({ main, stamps }));
  renameSync(`${folder}.json`, noteOf(entry));
  return main;
}

function noteOf(entry) {
  return join(CACHE, `${createHash('sha256').update(entry).digest('hex')}.json`);
}

function stampOf(file) {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
}

/** Removes what no note names any more, some time after. */
function removeReplaced() {
  const names = readdirSync(CACHE);
  const notes = names.filter((name) => name.endsWith('.json')).map((name) => readText(join(CACHE, name)));
  for (const name of names.filter((each) => !each.endsWith('.json') && !notes.some((note) => note.includes(each)))) {
    const folder = join(CACHE, name);
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Another process has just moved it.
    return '';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The module finds its arguments where it would find them if Node ran it.
  process.argv.splice(1, 1);
  // Not awaited here: Nx loads this by require(), which takes no module that waits.
  void importTypescript(process.argv[1]);
}
