import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment, readRegistry } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host';
import { FULL_SIZE, WORKSPACE } from './data';

/** Where `run.js` has all runs put what they build; it removes the folder. */
const BUILT = environment().TIEBREAK_ACCEPTANCE_BUILT!;

const builds = new Map<string, Promise<string>>();

/** Starts a shipped app as a process of its own, built as it is deployed: it starts in a fraction of the time. */
export async function startApp(name: string, variables: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  if (!builds.has(name)) builds.set(name, build(name));
  const main = join(await builds.get(name)!, 'src/main.js');
  return startServiceProcess(name, [main], { ...environment(), ...variables });
}

/** Builds an app, if no run before has. @returns its folder */
async function build(name: string): Promise<string> {
  const folder = join(BUILT, name);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  await promisify(execFile)(process.execPath, [join(WORKSPACE, 'tools/build/build.js'), `apps/${name}`, draft]);
  await rename(draft, folder);
  return folder;
}

/** Starts a domain's re-ranker. @param port 0 lets the system choose; its admin port is chosen by the system */
export function startDomain(domain: string, port: number): Promise<ServiceProcess> {
  const name = domain.toUpperCase();
  return startApp(domain.toLowerCase(), {
    [`TIEBREAK_${name}_PORT`]: String(port),
    [`TIEBREAK_${name}_ADMIN_PORT`]: '0',
  });
}

/** Starts an aggregator on free ports that finds domains of the registry at the given addresses. */
export async function startAggregatorProcess(
  addresses: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServiceProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-registry-'));
  const file = join(folder, 'registry.json');
  const shipped = readRegistry(join(WORKSPACE, 'apps/aggregator/registry.json'));
  await writeFile(
    file,
    JSON.stringify(shipped.map((entry) => ({ ...entry, address: addresses[entry.domain] ?? entry.address }))),
  );
  const aggregator = await startApp('aggregator', {
    TIEBREAK_AGGREGATOR_PORT: '0',
    TIEBREAK_AGGREGATOR_HTTP_PORT: '0',
    TIEBREAK_REGISTRY: file,
    // Half of the caller's: a healthy domain that a busy machine holds up for 50 ms is not what is tested.
    TIEBREAK_DOMAIN_DEADLINE_MS: FULL_SIZE ? '250' : '2500',
    ...variables,
  });
  await rm(folder, { recursive: true });
  return aggregator;
}
