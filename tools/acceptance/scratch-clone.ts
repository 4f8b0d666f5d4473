import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@tiebreak/configuration';
import { git } from '../release/git';
import { WORKSPACE } from './data';

/** `describe`, or, where there is no git or this is no repository, a skipped `describe` that says so by name. */
export function describeWithGit(title: string, body: () => void): void {
  try {
    git(WORKSPACE, 'rev-parse', '--verify', 'HEAD');
  } catch {
    describe.skip(`${title} (needs git, and a checkout with its history)`, body);
    return;
  }
  describe(title, body);
}

/** A clone of this checkout's last commit in a temporary folder, without a remote, to commit to and to release from. */
export class ScratchClone {
  readonly folder = mkdtempSync(join(tmpdir(), 'tiebreak-clone-'));

  constructor() {
    git(this.folder, 'clone', '--quiet', '--local', WORKSPACE, '.');
    this.git('remote', 'remove', 'origin');
    this.git('config', 'user.name', 'Release drill');
    this.git('config', 'user.email', 'drill@example.invalid');
    this.git('config', 'commit.gpgsign', 'false');
    this.git('config', 'tag.gpgsign', 'false');
    this.linkPackages();
  }

  git(...args: readonly string[]): string {
    return git(this.folder, ...args);
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  /** Commits everything that was changed. @param file that gets one line more */
  commit(subject: string, file?: string): void {
    if (file !== undefined) appendFileSync(this.path(file), '\n');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', subject);
  }

  /** Runs one of the clone's own scripts. @throws when it exits with anything but 0 */
  run(script: string, ...args: readonly string[]): string {
    const runner = script.endsWith('.ts') ? ['tools/run-typescript.js'] : [];
    return execFileSync(process.execPath, [...runner, script, ...args], {
      cwd: this.folder,
      env: environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The checkout's npm packages, but the workspace's own of the clone, which are links that lead out of node_modules. */
  private linkPackages(): void {
    const [from, to] = [WORKSPACE, this.folder].map((root) => join(root, 'node_modules'));
    mkdirSync(to!);
    for (const name of readdirSync(from!).filter((entry) => entry !== '@tiebreak'))
      symlinkSync(join(from!, name), join(to!, name));
    cpSync(join(from!, '@tiebreak'), join(to!, '@tiebreak'), { recursive: true, verbatimSymlinks: true });
  }
}
