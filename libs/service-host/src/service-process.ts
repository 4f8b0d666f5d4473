import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Processes get this long to drain before they are killed. */
const STOP_MS = 8_000;

/** A service that runs as a process of its own on this machine. */
export interface ServiceProcess {
  readonly name: string;
  readonly pid: number;
  /** The ports that it said it serves on: gRPC, then HTTP where there is one. */
  readonly ports: readonly number[];
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends it by a signal, SIGTERM unless another is given, and waits for that. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A service ended before it served; the message holds what it wrote on stderr. */
export class ServiceStartError extends Error {
  override readonly name = 'ServiceStartError';
}

/**
 * Starts a service as a process of Node and waits until it says on stdout that it serves (see `runService`).
 * What it writes on stderr later appears on ours.
 * @param args of Node: the loader, if any, and the service's main file
 * @param gaveUp ends it when raised before it serves; afterwards `stop` does
 * @throws ServiceStartError
 */
export async function startServiceProcess(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  gaveUp?: AbortSignal,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends this process, a broken pipe or a bug, must not leave a service behind that holds its port.
  const endToo = (): void => void child.kill('SIGTERM');
  process.once('exit', endToo);
  gaveUp?.addEventListener('abort', endToo, { once: true });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      process.removeListener('exit', endToo);
      resolve();
    }),
  );
  const ports = await announcedPorts(name, child);
  gaveUp?.removeEventListener('abort', endToo);
  child.stderr.pipe(process.stderr);
  return { name, pid: child.pid!, ports, ended, stop: (signal = 'SIGTERM') => stop(child, ended, signal) };
}

/** The ports in the line by which a service says that it serves. */
function announcedPorts(name: string, child: ChildProcess): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr!.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    createInterface({ input: child.stdout! }).once('line', (line) => {
      resolve([...line.matchAll(/port (\d+)/g)].map((match) => Number(match[1])));
    });
    // "close" comes after the last of stderr, "exit" may not.
    child.once('close', (code) => {
      reject(new ServiceStartError(`${name} did not start (exit code ${String(code)}): ${complaint.trim()}`));
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
