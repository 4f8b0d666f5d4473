import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { environment } from '@tiebreak/configuration';
import { Refusal } from '../refusal';

const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));
/** Children get this long to drain before they are killed. */
const STOP_MS = 8_000;

/** An app of the workspace, running as a process of its own. */
export interface ChildService {
  readonly name: string;
  /** The ports that it said it serves on: gRPC, then HTTP where there is one. */
  readonly ports: readonly number[];
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an app and waits until it says that it serves.
 * @param variables added to the environment of this process
 * @throws Refusal with what the app wrote on stderr when it ends before it serves
 */
export async function startChild(
  name: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ChildService> {
  const main = join(WORKSPACE, 'apps', name, 'src/main.ts');
  if (!existsSync(main))
    throw new Refusal(`${main}: expected the app's source, got nothing; start runs from a checkout`);
  const loader = new URL('../../../../tools/run-typescript.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', loader, main], {
    env: { ...environment(), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const ports = await firstWords(name, child);
  child.stderr.pipe(process.stderr);
  return { name, ports, ended, stop: () => stopChild(child, ended) };
}

/** The ports in the line by which a service says that it serves. */
function firstWords(name: string, child: ChildProcess): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr!.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const lines = createInterface({ input: child.stdout! });
    lines.once('line', (line) => {
      resolve([...line.matchAll(/port (\d+)/g)].map((match) => Number(match[1])));
    });
    child.once('exit', (code) => {
      reject(new Refusal(`${name} did not start (exit code ${code}): ${complaint.trim()}`));
    });
  });
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
