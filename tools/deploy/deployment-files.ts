import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRegistry, type RegistryEntry } from '@tiebreak/configuration';

const REGISTRY = fileURLToPath(new URL('../../apps/aggregator/registry.json', import.meta.url));

/** The folder that this deployment is kept in. */
export const DEPLOYMENT = fileURLToPath(new URL('.', import.meta.url));

/** The domains that have an overlay here, in alphabetical order: names of folders, of Services and of pods' labels. */
export function deployedDomains(): string[] {
  return readdirSync(`${DEPLOYMENT}domains`).sort();
}

/** What a domain of the registry is called in a cluster, where names are DNS labels: "Audio Books" is audio-books. */
export function clusterNameOf(domain: string): string {
  return domain.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** What the files below follow from: the aggregator's registry, and the domains that have an overlay. */
export interface Deployed {
  readonly registry: readonly RegistryEntry[];
  readonly domains: readonly string[];
}

/** As it is in this checkout. */
export function deployed(): Deployed {
  return { registry: readRegistry(REGISTRY), domains: deployedDomains() };
}

/** The texts of files that follow from the overlays and from the aggregator's registry, by path in this folder. */
export function deploymentFiles({ registry, domains }: Deployed): ReadonlyMap<string, string> {
  return new Map([
    ['aggregator/registry.json', describeRegistry(registry, new Set(domains))],
    ['whole/kustomization.yaml', describeWhole(domains)],
  ]);
}

/**
 * The aggregator's registry, with the addresses of a cluster: a Service's name resolves to all of its pods. A domain without an
 * overlay is served elsewhere and keeps its address.
 */
function describeRegistry(registry: readonly RegistryEntry[], domains: ReadonlySet<string>): string {
  const entries = registry.map((entry) => {
    const name = clusterNameOf(entry.domain);
    return domains.has(name) ? { ...entry, address: `dns:///${name}:${portOf(entry.address)}` } : entry;
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function describeWhole(domains: readonly string[]): string {
  const overlays = ['aggregator', ...domains.map((name) => `domains/${name}`)];
  return [
    '# Every domain that has an overlay, and the aggregator; made by ../write-deployment.ts.',
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    'resources:',
    ...overlays.map((overlay) => `  - ../${overlay}`),
    '',
  ].join('\n');
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1);
}
