// Runs the generator on the workspace without writing: cases on stdin, what each would change on stdout, both as JSON.
// A process of its own, because the generator loads Prettier as an ES module, which Jest does not run.
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { type Tree, updateJson, visitNotIgnoredFiles } from '@nx/devkit';
import type { RegistryEntry } from '@tiebreak/configuration';
import { FsTree } from 'nx/src/generators/tree';
import { addDomain } from '../src/domain/add-domain';
import { type DomainOptions, REGISTRY } from '../src/domain/domain-plan';

/** One run of the generator. */
export interface Case {
  /** Whether the domain is taken out of the workspace first, to be made again. */
  readonly again?: boolean;
  readonly options: DomainOptions;
}

/** What a run comes to: the content of each file that it changes, null for one that is gone; or why it refused. */
export interface Outcome {
  readonly files: Readonly<Record<string, string | null>>;
  readonly error?: string;
}

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));

const cases = JSON.parse(await text(process.stdin)) as Case[];
const outcomes: Outcome[] = [];
for (const each of cases) outcomes.push(await outcomeOf(each));
process.stdout.write(JSON.stringify(outcomes));

async function outcomeOf({ again, options }: Case): Promise<Outcome> {
  const tree = new FsTree(WORKSPACE, false);
  if (again === true) takeOut(tree, options.name);
  let error: string | undefined;
  try {
    await addDomain(tree, options);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const changes = tree.listChanges().map(({ path, content }) => [path, content?.toString() ?? null] as const);
  return { files: Object.fromEntries(changes), ...(error === undefined ? {} : { error }) };
}

/** Removes what a domain is made of. */
function takeOut(tree: Tree, project: string): void {
  for (const path of [`apps/${project}`, `libs/domains/${project}`, `tools/deploy/domains/${project}`])
    visitNotIgnoredFiles(tree, path, (file) => {
      tree.delete(file);
    });
  tree.delete(`.github/workflows/${project}.yml`);
  updateJson<RegistryEntry[]>(tree, REGISTRY, (registry) =>
    registry.filter(({ domain }) => domain.toLowerCase() !== project),
  );
}
