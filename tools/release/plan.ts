import { type BuildContents, contains, contentsOf } from '../build/contents.js';
import { type Bump, bumpOf, type Commit, commitsIn, commitTypes, type Message, readMessage } from './commits';
import { git } from './git';
import { type ReleasedProject, releasedProjects } from './projects';

/** A commit that is released. */
export interface Change extends Message {
  readonly hash: string;
  readonly bump: Bump;
}

/** What a project would release. */
export interface ProjectPlan extends ReleasedProject {
  readonly bump: Bump;
  /** Newest first, at least one. */
  readonly changes: readonly Change[];
}

const LOCKFILE = 'package-lock.json';
const LEVELS: readonly Bump[] = ['patch', 'minor', 'major'];

/**
 * What would be released now: every released project whose build has changed since its last release, by commits of types
 * that count.
 * @param names of the projects to look at; none: all
 * @throws Error when a name is no released project's, or a version is not committed
 */
export async function releasePlan(workspace: string, names: readonly string[] = []): Promise<ProjectPlan[]> {
  const projects = releasedProjects(workspace);
  const unknown = names.filter((name) => !projects.some((project) => project.name === name));
  if (unknown.length > 0)
    throw new Error(`expected ${projects.map(({ name }) => name).join(', ')}, got ${unknown.join(', ')}`);
  const types = commitTypes(workspace);
  const plan: ProjectPlan[] = [];
  for (const project of projects.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const contents = await contentsOf(workspace, project.root);
    const changes = commitsIn(workspace, `${lastRelease(workspace, project)}..HEAD`).flatMap((commit) => {
      const message = readMessage(commit.subject, commit.body);
      const bump = bumpOf(message, types);
      return bump !== 'none' && changesBuild(workspace, contents, commit)
        ? [{ ...message, hash: commit.hash, bump }]
        : [];
    });
    if (changes.length === 0) continue;
    const bump = LEVELS[Math.max(...changes.map((change) => LEVELS.indexOf(change.bump)))]!;
    plan.push({ ...project, bump, changes });
  }
  return plan;
}

/** The commit that gave a project the version that it has: a tag may not have been fetched, this is always there. */
export function lastRelease(workspace: string, { root, version }: ReleasedProject): string {
  const wroteIt = ['-S', `"version": "${version}"`, '--', `${root}/package.json`];
  const hash = git(workspace, 'log', '-1', '--format=%H', ...wroteIt).trim();
  if (hash === '') throw new Error(`expected version ${version} of ${root}/package.json to be committed, it is not`);
  return hash;
}

function changesBuild(workspace: string, contents: BuildContents, { hash, files }: Commit): boolean {
  if (files.some((file) => contains(contents, file))) return true;
  return files.includes(LOCKFILE) && changedPackages(workspace, hash).some((folder) => contents.packages.has(folder));
}

/** Folders of the npm packages that are of another version before and after a commit. */
function changedPackages(workspace: string, hash: string): string[] {
  const before = lockedPackages(workspace, `${hash}^`);
  const after = lockedPackages(workspace, hash);
  return Object.keys({ ...before, ...after }).filter((folder) => before[folder]?.version !== after[folder]?.version);
}

function lockedPackages(workspace: string, commit: string): Record<string, { version?: string }> {
  const lockfile = JSON.parse(git(workspace, 'show', `${commit}:${LOCKFILE}`)) as {
    packages: Record<string, { version?: string }>;
  };
  return lockfile.packages;
}
