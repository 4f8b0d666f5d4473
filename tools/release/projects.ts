import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project with a version of its own. */
export interface ReleasedProject {
  readonly name: string;
  /** Relative to the workspace. */
  readonly root: string;
  /** Of its last release. */
  readonly version: string;
}

interface PackageJson {
  readonly version: string;
  readonly nx: { readonly name: string; readonly tags: readonly string[] };
}

/**
 * The projects that nx.json releases. Apps are, by their tag, so that a new domain needs no entry; a library is once
 * nx.json has its name.
 */
export function releasedProjects(workspace: string): ReleasedProject[] {
  const { release } = readJson(join(workspace, 'nx.json')) as { release: { projects: string[] } };
  const folders = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(workspace, folder)).map((name) => `${folder}/${name}`),
  );
  return folders
    .filter((root) => existsSync(join(workspace, root, 'package.json')))
    .flatMap((root) => {
      const { version, nx } = readJson(join(workspace, root, 'package.json')) as PackageJson;
      const patterns = [nx.name, ...nx.tags.map((tag) => `tag:${tag}`)];
      return patterns.some((pattern) => release.projects.includes(pattern)) ? [{ name: nx.name, root, version }] : [];
    });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
