import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WORKSPACE } from './data';

/** npm writes it in place. */
const REWRITTEN = '.package-lock.json';

/**
 * A copy of this checkout as it stands, without what Git ignores, in a repository of its own with one commit; and with
 * the installed packages, so that npm has nothing to fetch.
 */
export class ScratchCheckout {
  readonly folder = mkdtempSync(join(tmpdir(), 'tiebreak-checkout-'));

  constructor() {
    const files = git(WORKSPACE, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
    for (const file of files.filter((path) => path !== '' && existsSync(join(WORKSPACE, path)))) {
      mkdirSync(join(this.folder, dirname(file)), { recursive: true });
      copyFileSync(join(WORKSPACE, file), join(this.folder, file));
    }
    linkFolder(join(WORKSPACE, 'node_modules'), join(this.folder, 'node_modules'));
    git(this.folder, 'init', '--quiet', '--initial-branch', 'main');
    this.commit('Begin');
  }

  /** Commits everything. */
  commit(subject: string): void {
    git(this.folder, 'add', '--all');
    const author = ['-c', 'user.name=acceptance', '-c', 'user.email=acceptance@localhost'];
    git(this.folder, ...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', subject);
  }

  /** Paths of files that are not as they were committed, sorted. */
  changes(): string[] {
    return git(this.folder, 'status', '--porcelain', '-z', '--untracked-files=all')
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => entry.slice(3))
      .sort();
  }

  /** Goes back to the last commit. */
  reset(): void {
    git(this.folder, 'reset', '--quiet', '--hard');
    git(this.folder, 'clean', '--quiet', '-d', '--force');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

/** The same files in another folder, copied where the file system does not let them be linked; links lead to what is there. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.name === REWRITTEN || !linked(source, target)) copyFileSync(source, target);
  }
}

function linked(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    return false;
  }
}
