import { commitsIn } from './commits';
import { git } from './git';
import { lastRelease } from './plan';
import type { ReleasedProject } from './projects';

/** What of a bundle's manifest says that it may replace another. */
interface GatedManifest {
  readonly version: string;
  readonly digest: string;
  readonly gate?: { readonly passed: boolean; readonly incumbent: { readonly digest: string } };
}

/**
 * The models that commits of a range bring and that the gate has not let pass against the model which they replace: that of
 * the commit before, or that of the app's last release. The gate needs data that is not in the repository, so what it said
 * is in the manifest, under the bundle's digest; that the digest fits is checked wherever the bundle is loaded. The first
 * model of an app replaces nothing.
 * @returns a sentence for each
 */
export function ungatedModels(workspace: string, range: string, projects: readonly ReleasedProject[]): string[] {
  return commitsIn(workspace, range).flatMap(({ hash, files }) =>
    projects.flatMap((project) => {
      const path = `${project.root}/model/manifest.json`;
      if (!files.includes(path)) return [];
      const before = manifestAt(workspace, `${hash}^`, path);
      const after = manifestAt(workspace, hash, path);
      if (before?.digest === undefined || after === undefined || after.digest === before.digest) return [];
      const at = `${hash.slice(0, 9)}: ${path}: `;
      if (after.gate?.passed !== true)
        return [
          `${at}expected a gate that let ${after.version} pass, got ${JSON.stringify(after.gate?.passed ?? null)}`,
        ];
      const incumbents = [before, manifestAt(workspace, lastRelease(workspace, project), path)];
      if (incumbents.some((incumbent) => incumbent?.digest === after.gate!.incumbent.digest)) return [];
      return [`${at}expected the gate to have compared with ${before.digest}, got ${after.gate.incumbent.digest}`];
    }),
  );
}

/** Undefined when there is none at that commit. */
function manifestAt(workspace: string, commit: string, path: string): GatedManifest | undefined {
  if (git(workspace, 'ls-tree', '--name-only', commit, '--', path) === '') return undefined;
  return JSON.parse(git(workspace, 'show', `${commit}:${path}`)) as GatedManifest;
}
