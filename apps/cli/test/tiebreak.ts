import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';

const PROGRAM = fileURLToPath(new URL('../bin/tiebreak.js', import.meta.url));

/** The repository, where the examples of the help texts hold. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a run of the program came to. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a user does: a process of its own, in the repository. @param variables added to the environment */
export function tiebreak(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, env: { ...environment(), ...variables } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

/** A folder for the files of one test file, removed after its tests. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'tiebreak-cli-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file. @returns its path */
  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** Writes a data file, one object a line. @returns its path */
  writeLines(name: string, lines: readonly object[]): string {
    return this.write(name, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  /** Every file and folder in it. */
  listing(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
