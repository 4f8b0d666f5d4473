import { fileURLToPath } from 'node:url';
import {
  formatFiles,
  generateFiles,
  type GeneratorCallback,
  installPackagesTask,
  OverwriteStrategy,
  readJson,
  type Tree,
  writeJson,
} from '@nx/devkit';
import type { RegistryEntry } from '@tiebreak/configuration';
import { deploymentFiles } from '../../../deploy/deployment-files';
import { DOMAIN_INDEX, domainIndex } from './domain-index';
import { readDomainLines } from './domain-lines';
import { ADMIN_BELOW, type DomainOptions, type DomainPlan, planDomain, REGISTRY } from './domain-plan';

/** A folder for each part; below it, paths are those of the workspace. */
const TEMPLATES = fileURLToPath(new URL('files', import.meta.url));

const DEPLOYMENT = 'tools/deploy';
const OVERLAYS = `${DEPLOYMENT}/domains`;

/** Until `tiebreak train --registry` puts the fitted curve there: the product of the upstream scores as it is. */
const UNFITTED = { slope: 1, intercept: 0 };

/**
 * Adds a domain to the workspace: everything that it needs but its model.
 * @returns what links the new packages, once the files are written
 * @throws Error naming the option, what was expected and what came; Refusal of its lines. Nothing is written then.
 */
export async function addDomain(tree: Tree, options: DomainOptions): Promise<GeneratorCallback> {
  const checked = planDomain(tree, options);
  const lines = options.from === undefined ? undefined : await readDomainLines(options.from, checked.domain);
  const plan: DomainPlan = lines === undefined ? checked : { ...lines, ...checked };
  generateFiles(tree, TEMPLATES, '.', substitutionsOf(plan), { overwriteStrategy: OverwriteStrategy.ThrowIfExisting });
  if (lines !== undefined)
    tree.write(
      `apps/${plan.project}/test/golden-lines.jsonl`,
      lines.golden.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  tree.write(DOMAIN_INDEX, domainIndex(tree));
  const registry = registered(readJson<RegistryEntry[]>(tree, REGISTRY), plan);
  writeJson(tree, REGISTRY, registry);
  for (const [path, text] of deploymentFiles({ registry, domains: tree.children(OVERLAYS).sort() }))
    tree.write(`${DEPLOYMENT}/${path}`, text);
  await formatFiles(tree);
  return () => {
    installPackagesTask(tree, true);
  };
}

function substitutionsOf(plan: DomainPlan): Readonly<Record<string, unknown>> {
  const { domain, project, port, noun, about, intents, slotNames } = plan;
  // As code; Prettier decides on quotes and lines.
  const definition = Object.entries({ name: domain, noun, intents, slotNames })
    .flatMap(([key, value]) => (value === undefined ? [] : [`  ${key}: ${JSON.stringify(value)},\n`]))
    .join('');
  return {
    domain,
    project,
    port,
    adminPort: port - ADMIN_BELOW,
    about,
    definition,
    variable: `TIEBREAK_${domain.toUpperCase()}`,
  };
}

/** The registry with one more entry, by name. */
function registered(registry: readonly RegistryEntry[], { domain, port, noun }: DomainPlan): RegistryEntry[] {
  const entry = { domain, address: `127.0.0.1:${port}`, ...(noun === undefined ? {} : { noun }), fallback: UNFITTED };
  const after = registry.findIndex((other) => other.domain > domain);
  return registry.toSpliced(after < 0 ? registry.length : after, 0, entry);
}
