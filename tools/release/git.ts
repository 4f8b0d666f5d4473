import { execFileSync } from 'node:child_process';

/** What a git command prints in a folder. @throws Error when it fails */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'core.quotePath=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
}
