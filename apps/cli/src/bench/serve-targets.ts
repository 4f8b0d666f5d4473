import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment, readRegistry } from '@tiebreak/configuration';
import { findBundles } from '@tiebreak/onnx-model';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host/process';
import { waitUntilServing } from '../demo/health';
import { Refusal } from '../refusal';

const APPS = new URL('../../../', import.meta.url);
const REGISTRY = fileURLToPath(new URL('aggregator/registry.json', APPS));

/** Builds an app as it is deployed. */
const BUILD = fileURLToPath(new URL('../tools/build/build.js', APPS));

/** Runs TypeScript. */
export const RUNNER = fileURLToPath(new URL('../tools/run-typescript.js', APPS));

/** The domains that have an app of their own, and the folder of each. */
const DOMAIN_APPS: Readonly<Record<string, string>> = { Books: 'books', Music: 'music', Video: 'video' };

/** A deadline that no machine misses: a domain that is late is left out, and leaving out is cheap. */
const DOMAIN_DEADLINE_MS = 5_000;

/** The domains' services and an aggregator over them, each a process of its own. */
export interface RunningStack {
  readonly aggregator: ServiceProcess;
  readonly domains: ReadonlyMap<string, ServiceProcess>;
}

/** Where what is started is remembered, and where the processes write. */
export interface Surroundings {
  /** Every process is added, so that it can be stopped whatever fails. */
  readonly started: ServiceProcess[];
  /** For files that live as long as the processes; `buildApps` has filled it. */
  readonly folder: string;
  /** Where processes put CPU profiles when they end; absent: none are made. */
  readonly profiles?: string;
}

/** Builds what `startStack` starts, and other apps, under a folder: what is measured is what is deployed. @throws Error when a build fails */
export async function buildApps(folder: string, others: readonly string[] = []): Promise<void> {
  for (const app of ['aggregator', ...Object.values(DOMAIN_APPS), ...others])
    await promisify(execFile)(process.execPath, [BUILD, `apps/${app}`, join(folder, app)]);
}

/**
 * Starts the three domains with the bundles under a folder, and an aggregator over them, all on free ports, and waits
 * until they serve. Settings of Tiebreak in the environment do not count.
 * @param aggregatorVariables settings of the aggregator beside those
 * @throws Refusal when a domain's bundle is missing, ServiceStartError when a service does not start
 */
export async function startStack(
  name: string,
  models: string,
  surroundings: Surroundings,
  aggregatorVariables: Readonly<Record<string, string>> = {},
): Promise<RunningStack> {
  const folders = await bundleFolders(models);
  const domains = new Map(
    await Promise.all(
      Object.entries(DOMAIN_APPS).map(async ([domain, app]) => {
        const prefix = `TIEBREAK_${domain.toUpperCase()}`;
        const process = await startBuilt(app, `${name}-${app}`, surroundings, {
          [`${prefix}_PORT`]: '0',
          [`${prefix}_ADMIN_PORT`]: '0',
          [`${prefix}_MODEL`]: folders.get(domain)!,
        });
        return [domain, process] as const;
      }),
    ),
  );
  const registry = join(surroundings.folder, `${name}-registry.json`);
  const entries = readRegistry(REGISTRY).flatMap((entry) => {
    const process = domains.get(entry.domain);
    return process === undefined ? [] : [{ ...entry, address: addressOf(process) }];
  });
  await writeFile(registry, JSON.stringify(entries));
  const aggregator = await startBuilt('aggregator', `${name}-aggregator`, surroundings, {
    TIEBREAK_AGGREGATOR_PORT: '0',
    TIEBREAK_AGGREGATOR_HTTP_PORT: '0',
    TIEBREAK_REGISTRY: registry,
    TIEBREAK_DOMAIN_DEADLINE_MS: String(DOMAIN_DEADLINE_MS),
    ...aggregatorVariables,
  });
  await Promise.all([aggregator, ...domains.values()].map((process) => waitUntilServing(addressOf(process))));
  return { aggregator, domains };
}

/** Where a process takes gRPC calls. */
export function addressOf({ ports }: ServiceProcess): string {
  return `127.0.0.1:${ports[0]!}`;
}

/** Where the bundle of each domain is. @throws Refusal when one is missing */
export async function bundleFolders(models: string): Promise<Map<string, string>> {
  const found = await findBundles(models, 'reranker').catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
  const folders = new Map(found.map(({ domain, folder }) => [domain, folder]));
  const missing = Object.keys(DOMAIN_APPS).filter((domain) => !folders.has(domain));
  if (missing.length > 0) throw new Refusal(`${models}: expected bundles of ${missing.join(', ')} too, got none`);
  return folders;
}

/** Starts an app that `buildApps` built, as a process. Settings of Tiebreak in the environment do not count. @throws ServiceStartError */
export async function startBuilt(
  app: string,
  name: string,
  { started, folder, profiles }: Surroundings,
  variables: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const profiling = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`];
  const main = join(folder, app, 'src/main.js');
  const others = Object.entries(environment()).filter(([variable]) => !variable.startsWith('TIEBREAK_'));
  const process = await startServiceProcess(name, [...profiling, main], {
    ...Object.fromEntries(others),
    ...variables,
  });
  started.push(process);
  return process;
}
