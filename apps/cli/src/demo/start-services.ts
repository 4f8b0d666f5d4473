import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  AggregatorSettings,
  ConfigurationError,
  environment,
  readRegistry,
  readSettings,
  SearchSettings,
} from '@tiebreak/configuration';
import { type ServiceProcess, ServiceStartError } from '@tiebreak/service-host/process';
import { say } from '../output';
import { Refusal } from '../refusal';
import { consoleFolder } from './console-folder';
import { freePort } from './free-port';
import { LocalProcesses } from './local-processes';
import { waitUntilServing } from './health';

/** All services, as processes of this machine. */
export interface RunningServices {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Whether the aggregator has an NLU, so that it can be asked by words. */
  readonly understandsWords: boolean;
  /** Settles when the aggregator can search, or never will, which is told. Catalogues may have to be indexed first. */
  readonly searching: Promise<void>;
  /** Whether the console is at the HTTP port. */
  readonly console: boolean;
  /** Settles on Ctrl-C or SIGTERM. */
  untilStopped(): Promise<void>;
  stop(): Promise<void>;
}

/** Processes that have just started are slow, on a laptop above all, and what is to be seen is what models say. */
const PATIENCE_MS = '1000';
const ASK_PATIENCE_MS = '5000';

/** The aggregator tries to connect to a service that is not there yet every half second. */
const RECONNECTED_MS = 1_000;

const DOMAIN_APPS = ['books', 'music', 'video'] as const;
const REGISTRY = fileURLToPath(new URL('../../../aggregator/registry.json', import.meta.url));
/** The reference NLU; a checkout may be without one. */
const NLU = fileURLToPath(new URL('../../../nlu/src/main.ts', import.meta.url));

/**
 * Starts the domains and the NLU, then the aggregator over the ports that they got, and waits until all are healthy. The
 * search service comes when it is ready; what is asked before is answered without entities.
 * @param withConsole whether the aggregator serves the console, which is built for that if need be
 * @throws ServiceStartError naming the service that did not start, and the variable of a port that is taken
 */
export async function startServices(withConsole: boolean): Promise<RunningServices> {
  const processes = new LocalProcesses();
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-'));
  const stop = async (): Promise<void> => {
    await processes.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        processes.expectEnds();
        resolve();
      });
  });
  // Beside the services, which take as long to load.
  const page = withConsole ? consoleVariables() : Promise.resolve({});
  try {
    const [domains, nlu] = await settled([
      settled(DOMAIN_APPS.map((name) => processes.start(name))),
      startNlu(processes),
    ]);
    const search = await startSearch(processes);
    const aggregator = await processes.start('aggregator', {
      ...(await page),
      TIEBREAK_REGISTRY: await writeRegistry(join(folder, 'registry.json'), domains),
      TIEBREAK_DECISION_LOG: environment().TIEBREAK_DECISION_LOG ?? join(folder, 'decisions.db'),
      TIEBREAK_SEARCH_ADMIN: environment().TIEBREAK_SEARCH_ADMIN ?? search.admin,
      TIEBREAK_DOMAIN_DEADLINE_MS: environment().TIEBREAK_DOMAIN_DEADLINE_MS ?? PATIENCE_MS,
      TIEBREAK_ASK_DEADLINE_MS: environment().TIEBREAK_ASK_DEADLINE_MS ?? ASK_PATIENCE_MS,
      TIEBREAK_NLU: nlu,
      TIEBREAK_SEARCH: search.address,
    });
    await Promise.all([...domains, aggregator].map(({ ports }) => waitUntilServing(`127.0.0.1:${ports[0]!}`)));
    return {
      grpcPort: aggregator.ports[0]!,
      httpPort: aggregator.ports[1]!,
      understandsWords: nlu !== '',
      searching: search.serving,
      console: 'TIEBREAK_CONSOLE' in (await page),
      untilStopped: () => stopped,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the reference NLU if it is there, unless the environment names another. @returns where it listens; empty: nowhere */
async function startNlu(processes: LocalProcesses): Promise<string> {
  const named = environment().TIEBREAK_NLU ?? '';
  if (named !== '' || !existsSync(NLU)) return named;
  const { ports } = await processes.start('nlu');
  return `127.0.0.1:${ports[0]!}`;
}

/** Starts the search service, unless the environment names another. Its first start takes as long as indexing does. */
async function startSearch(
  processes: LocalProcesses,
): Promise<{ address: string; admin: string; serving: Promise<void> }> {
  const named = environment().TIEBREAK_SEARCH ?? '';
  if (named !== '') return { address: named, admin: '', serving: Promise.resolve() };
  // The aggregator has to know the port before there is anybody to ask.
  const wanted = wantedSearchPorts();
  const port = wanted.port || (await freePort());
  const adminPort = (wanted.adminPort === -1 ? wanted.port && port - 1_000 : wanted.adminPort) || (await freePort());
  say('search     gets ready beside the others; its first start indexes the catalogues, which takes some seconds more');
  const serving = processes
    .start('search', {
      TIEBREAK_SEARCH_PORT: String(port),
      TIEBREAK_SEARCH_ADMIN_PORT: String(adminPort),
    })
    .then(
      () => sleep(RECONNECTED_MS),
      (error: unknown) => {
        if (!(error instanceof ServiceStartError)) throw error;
        if (!processes.ending) say(`${error.message}\nthe others go on, and answer without entities`);
      },
    );
  return { address: `127.0.0.1:${port}`, admin: `127.0.0.1:${adminPort}`, serving };
}

/** @throws Refusal */
function wantedSearchPorts(): Pick<SearchSettings, 'port' | 'adminPort'> {
  try {
    return readSettings(SearchSettings, environment());
  } catch (error) {
    if (error instanceof ConfigurationError) throw new Refusal(error.message);
    throw error;
  }
}

/** All of them, or what the first failure says, but not before every one has settled: none is left to start by itself. */
async function settled<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
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
