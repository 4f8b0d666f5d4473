// Releases what has changed: `npm run release -- [PROJECT...] [--plan | --dry-run]`. It commits and tags; it pushes and
// publishes nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { git } from './git';
import { type ProjectPlan, releasePlan } from './plan';

const USAGE = `Usage: npm run release -- [PROJECT...] [--plan | --dry-run]
--plan prints what would be released, and why; nothing when nothing is. --dry-run shows the files, the commit and the tags.
Example: npm run release -- music --plan`;

const workspace = fileURLToPath(new URL('../../', import.meta.url));
/** Where nx release looks for what to release; git ignores it. */
const PLANS = join(workspace, '.nx/version-plans');

const args = process.argv.slice(2);
const flags = args.filter((arg) => arg.startsWith('-'));
const names = args.filter((arg) => !arg.startsWith('-'));
const [flag, ...more] = flags;
if (more.length > 0 || (flag !== undefined && flag !== '--plan' && flag !== '--dry-run')) stop(2, USAGE);

const plan = await releasePlan(workspace, names).catch((error: unknown) =>
  stop(2, `${(error as Error).message}\n${USAGE}`),
);
if (flag === '--plan') for (const project of plan) console.log(inWords(project));
else if (plan.length === 0) console.log('Nothing to release.');
else release(flag === '--dry-run');

function inWords({ name, version, bump, changes }: ProjectPlan): string {
  return [`${name} ${version}, ${bump}:`, ...changes.map(({ hash, text }) => `  ${hash.slice(0, 9)} ${text}`)].join(
    '\n',
  );
}

function release(dryRun: boolean): void {
  // The release commit takes along what is staged.
  if (!dryRun && git(workspace, 'status', '--porcelain', '--untracked-files=no') !== '')
    stop(1, 'expected a work tree without changes, got some; commit or stash them first');
  writePlans();
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const projects = `--projects=${plan.map(({ name }) => name).join(',')}`;
  const { status } = spawnSync(
    process.execPath,
    [nx, 'release', '--skip-publish', projects, ...(dryRun ? ['--dry-run'] : [])],
    { cwd: workspace, stdio: 'inherit' },
  );
  rmSync(PLANS, { recursive: true, force: true });
  process.exitCode = status ?? 1;
}

/** One file for each change of each project, because nx wants all projects of a file released at once. */
function writePlans(): void {
  rmSync(PLANS, { recursive: true, force: true });
  mkdirSync(PLANS, { recursive: true });
  for (const { name, changes } of plan)
    changes.forEach(({ bump, text, breaking }, i) => {
      const message = breaking === undefined || breaking === text ? text : `${text}\n${breaking}`;
      writeFileSync(join(PLANS, `${name}-${i}.md`), `---\n${name}: ${bump}\n---\n${message}`);
    });
}

function stop(status: number, message: string): never {
  console.error(message);
  process.exit(status);
}
