import { readJson, type Tree } from '@nx/devkit';

/** From where the command line knows the domains' definitions. */
export const DOMAIN_INDEX = 'apps/cli/src/domain-definitions.ts';

const DOMAINS = 'libs/domains';

/** The text of that file: one line for each domain's lib there is. */
export function domainIndex(tree: Tree): string {
  const names = tree
    .children(DOMAINS)
    .filter((name) => tree.exists(`${DOMAINS}/${name}/package.json`))
    .sort();
  return [
    '// Made by `npx nx g @tiebreak/generators:domain`: a line for each folder of libs/domains.',
    ...names.map((name) => {
      const { name: imported } = readJson<{ name: string }>(tree, `${DOMAINS}/${name}/package.json`);
      return `export { ${name} } from '${imported}';`;
    }),
    '',
  ].join('\n');
}
