import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * The folder of the built console, which takes some seconds the first time and after each change of it. As a process, so
 * that the builder's libraries are not loaded by every verb.
 * @returns why there is none when it cannot be built: everything else goes on without it
 */
export async function consoleFolder(): Promise<{ readonly folder: string } | { readonly problem: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['tools/build/build-page.js', 'apps/console'], {
      cwd: WORKSPACE,
    });
    return { folder: stdout.trim() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
