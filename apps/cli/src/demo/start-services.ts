import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AggregatorSettings, environment, readRegistry, readSettings } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host/process';
import { say } from '../output';
import { consoleFolder } from './console-folder';
import { waitUntilServing } from './health';

/** The four services, as processes of this machine. */
export interface RunningServices {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Whether the console is at the HTTP port. */
  readonly console: boolean;
  /** Settles on Ctrl-C or SIGTERM. */
  untilStopped(): Promise<void>;
  stop(): Promise<void>;
}

/** Processes that have just started are slow, on a laptop above all, and what is to be seen is what models say. */
const PATIENCE_MS = '1000';

const DOMAIN_APPS = ['books', 'music', 'video'] as const;
const APPS = new URL('../../../', import.meta.url);
const LOADER = new URL('../tools/run-typescript.js', APPS).href;
const REGISTRY = fileURLToPath(new URL('aggregator/registry.json', APPS));

/**
 * Starts the domains, then the aggregator over the ports that they got, and waits until all are healthy.
 * @param withConsole whether the aggregator serves the console, which is built for that if need be
 * @throws ServiceStartError naming the service that did not start, and the variable of a port that is taken
 */
export async function startServices(withConsole: boolean): Promise<RunningServices> {
  const started: ServiceProcess[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-'));
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((child) => child.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  let stopping = false;
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        stopping = true;
        resolve();
      });
  });
  const begin = async (name: string, variables: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> => {
    const main = fileURLToPath(new URL(`${name}/src/main.ts`, APPS));
    const child = await startServiceProcess(name, ['--import', LOADER, main], { ...environment(), ...variables });
    started.push(child);
    const kinds = name === 'aggregator' ? ['', ', HTTP', ', admin'] : ['', ', admin'];
    say(`${name.padEnd(10)} serves${child.ports.map((port, i) => `${kinds[i]!} on port ${port}`).join('')}`);
    void child.ended.then(() => {
      if (!stopping) say(`${name} has ended; the others go on`);
    });
    return child;
  };
  // Beside the domains, which take as long to load.
  const page = withConsole ? consoleVariables() : Promise.resolve({});
  try {
    const starting = await Promise.allSettled(DOMAIN_APPS.map((name) => begin(name)));
    const failure = starting.find((result) => result.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    const registry = await writeRegistry(join(folder, 'registry.json'), started);
    const aggregator = await begin('aggregator', {
      ...(await page),
      TIEBREAK_REGISTRY: registry,
      TIEBREAK_DOMAIN_DEADLINE_MS: environment().TIEBREAK_DOMAIN_DEADLINE_MS ?? PATIENCE_MS,
    });
    await Promise.all(started.map(({ ports }) => waitUntilServing(`127.0.0.1:${ports[0]!}`)));
    return {
      grpcPort: aggregator.ports[0]!,
      httpPort: aggregator.ports[1]!,
      console: 'TIEBREAK_CONSOLE' in (await page),
      untilStopped: () => stopped,
      stop: () => {
        stopping = true;
        return stop();
      },
    };
  } catch (error) {
    stopping = true;
    await stop();
    throw error;
  }
}

/** Serves the console that the environment names, or the one of this checkout. Here only this machine can reach it, so models may be changed by it. */
async function consoleVariables(): Promise<Record<string, string>> {
  const { TIEBREAK_CONSOLE: given = '', TIEBREAK_CONSOLE_ROLLOUT: rollout = '1' } = environment();
  const built = given === '' ? await consoleFolder() : { folder: given };
  if ('folder' in built) return { TIEBREAK_CONSOLE: built.folder, TIEBREAK_CONSOLE_ROLLOUT: rollout };
  say(`the console was not built, so there is none: ${built.problem}`);
  return {};
}

/** The committed registry (or the one that the environment names) with the addresses of this run. */
async function writeRegistry(file: string, domains: readonly ServiceProcess[]): Promise<string> {
  const settings = readSettings(AggregatorSettings, environment(), { registry: REGISTRY });
  const portsOf = new Map(domains.map(({ name, ports }) => [name, ports]));
  const entries = readRegistry(settings.registry).map((entry) => {
    const [port, admin] = portsOf.get(entry.domain.toLowerCase()) ?? [];
    if (port === undefined) return entry;
    const addresses = { address: `127.0.0.1:${port}`, ...(admin && { admin: `127.0.0.1:${admin}` }) };
    return { ...entry, ...addresses };
  });
  await writeFile(file, JSON.stringify(entries, null, 2));
  return file;
}
