import { Script } from 'node:vm';
import { getProjects, readJson, type Tree } from '@nx/devkit';
import { AggregatorSettings, readSettings, type RegistryEntry } from '@tiebreak/configuration';
import { LIMITS, OUT_OF_DOMAIN } from '@tiebreak/interpretation';

/** What `npx nx g @tiebreak/generators:domain` is given; schema.json describes the same. */
export interface DomainOptions {
  readonly name: string;
  readonly intents?: readonly string[];
  readonly slots?: readonly string[];
  readonly noun?: string;
  readonly about?: string;
  readonly port?: number;
  readonly from?: string;
}

/** What a new domain is called and where it listens. */
export interface DomainPlan {
  /** As it stands in hypotheses: "Podcasts". */
  readonly domain: string;
  /** Of its folders, packages, projects and its variable in code: "podcasts". */
  readonly project: string;
  readonly port: number;
  /** Absent: its name. */
  readonly noun?: string;
  readonly about: string;
  /** Absent: those of the training lines. */
  readonly intents?: readonly string[];
  /** Absent: those of the training lines. */
  readonly slotNames?: readonly string[];
}

export const REGISTRY = 'apps/aggregator/registry.json';

/** An admin address lies this far below the gRPC port; the reranker host does the same. */
export const ADMIN_BELOW = 1_000;
/** The first port whose admin port needs no rights of the system. */
const FIRST_PORT = 1_025 + ADMIN_BELOW;
const LAST_PORT = 65_535;

/** Checks options against each other and the workspace. @throws Error naming the option, what was expected and what came */
export function planDomain(tree: Tree, options: DomainOptions): DomainPlan {
  const { domain, project } = planName(tree, options.name);
  const registry = readJson<RegistryEntry[]>(tree, REGISTRY);
  if (registry.some((entry) => entry.domain === domain))
    refuse('name', `a domain that is not in ${REGISTRY} yet`, domain);
  const { noun, about } = options;
  if (noun?.trim() === '') refuse('noun', 'a word', JSON.stringify(noun));
  if (about !== undefined && (about.trim() === '' || /\*\/|[\r\n]/.test(about)))
    refuse('about', 'one line of text without the end of a comment', JSON.stringify(about));
  return {
    domain,
    project,
    port: planPort(registry, options.port),
    about: about ?? `${domain}.`,
    ...(noun === undefined ? {} : { noun }),
    ...(options.intents === undefined ? {} : { intents: namesIn('intents', options.intents) }),
    ...(options.slots === undefined ? {} : { slotNames: namesIn('slots', options.slots) }),
  };
}

/** Says no to an option. Nothing has been written by then: Nx writes what a generator made only after it has ended. */
export function refuse(option: string, expected: string, actual: string): never {
  throw new Error(`${option}: expected ${expected}, got ${actual}`);
}

function planName(tree: Tree, name: string): { domain: string; project: string } {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || name.length > LIMITS.name)
    refuse('name', 'a letter, then letters and digits, such as podcasts or SmartHome', JSON.stringify(name));
  const domain = name.charAt(0).toUpperCase() + name.slice(1);
  const project = name.toLowerCase();
  if (domain === OUT_OF_DOMAIN)
    refuse('name', `another than ${OUT_OF_DOMAIN}, which stands for what no domain serves`, name);
  if (!isVariable(project)) refuse('name', 'a name that a variable may have', name);
  const projects = getProjects(tree);
  for (const taken of [project, `domain-${project}`]) {
    const holder = projects.get(taken);
    if (holder !== undefined) refuse('name', 'a name that no project has yet', `${name}, as ${holder.root} has`);
  }
  return { domain, project };
}

/** Whether the words that a module keeps for itself leave this one free. */
function isVariable(name: string): boolean {
  try {
    new Script(`'use strict'; async () => { const ${name} = 0; };`);
    return true;
  } catch {
    return false;
  }
}

function planPort(registry: readonly RegistryEntry[], wanted?: number): number {
  const { port, httpPort } = readSettings(AggregatorSettings, {}, { registry: REGISTRY });
  const domains = registry.flatMap(({ address }) => portsIn(address));
  const taken = new Set([httpPort, ...[port, ...domains].flatMap((each) => [each, each - ADMIN_BELOW])]);
  const isFree = (each: number): boolean => !taken.has(each) && !taken.has(each - ADMIN_BELOW);
  if (wanted === undefined) {
    let next = Math.max(port, ...domains) + 1;
    while (next <= LAST_PORT && !isFree(next)) next++;
    if (next <= LAST_PORT) return next;
    return refuse('port', 'a port, because there is none left after those of the registry', 'none');
  }
  if (!Number.isInteger(wanted) || wanted < FIRST_PORT || wanted > LAST_PORT)
    refuse('port', `a whole number from ${FIRST_PORT} to ${LAST_PORT}`, String(wanted));
  if (!isFree(wanted))
    refuse('port', `one that is free, as is the one ${ADMIN_BELOW} below`, `${wanted}; taken are ${list(taken)}`);
  return wanted;
}

/** "127.0.0.1:50051" -> [50051]; an address may list several. */
function portsIn(address: string): number[] {
  return [...address.matchAll(/:(\d+)(?=,|$)/g)].map(([, port]) => Number(port));
}

function list(ports: ReadonlySet<number>): string {
  return [...ports].sort((a, b) => a - b).join(', ');
}

function namesIn(option: string, names: readonly string[]): readonly string[] {
  for (const name of names)
    if (name.trim() !== name || name === '' || name.length > LIMITS.name)
      refuse(option, `names of 1 to ${LIMITS.name} characters, separated by commas`, JSON.stringify(names.join()));
  return [...new Set(names)].sort();
}
