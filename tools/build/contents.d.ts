/** What a build is made of. */
export interface BuildContents {
  /** Paths relative to the workspace, or folders, which end in "/". */
  readonly files: ReadonlySet<string>;
  /** Folders of npm packages, spelled as the lockfile spells them. */
  readonly packages: ReadonlySet<string>;
}

export function contentsOf(workspace: string, projectRoot: string): Promise<BuildContents>;

export function contains(contents: BuildContents, path: string): boolean;
