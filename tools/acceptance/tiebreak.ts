import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE } from './data';

const CLI = join(WORKSPACE, 'apps/cli/bin/tiebreak.js');
const run = promisify(execFile);

/** Runs the command line as a user does and returns its stdout. @throws when it exits with anything but 0 */
export async function tiebreak(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [CLI, ...args], { cwd: WORKSPACE, maxBuffer: 2 ** 28 });
  return stdout;
}

/** How a run of the command line ended. */
export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end, whatever that is. */
export function tiebreakRun(...args: string[]): Promise<Ending> {
  return run(process.execPath, [CLI, ...args], { cwd: WORKSPACE, maxBuffer: 2 ** 28 }).then(
    (written) => ({ code: 0, ...written }),
    (error: unknown) => error as Ending,
  );
}

/** Runs a verb with --json and returns its object. */
export async function tiebreakJson<T>(...args: string[]): Promise<T> {
  return JSON.parse(await tiebreak(...args, '--json')) as T;
}

/** Runs a Python program and returns the JSON object that it prints. */
export async function pythonJson<T>(...args: string[]): Promise<T> {
  const { stdout } = await run('python3', args, { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as T;
}
