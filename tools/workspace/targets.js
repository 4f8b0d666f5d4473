import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Gives every project under apps/ and libs/ the same targets, so that no project carries
 * configuration of its own: what differs between projects is their code and their layer tag.
 */
export const createNodesV2 = [
  '{apps,libs}/**/package.json',
  (packageFiles, _options, { workspaceRoot }) =>
    packageFiles.map((packageFile) => {
      const root = dirname(packageFile);
      const targets = {
        lint: command(`eslint --max-warnings 0 ${root}`),
        test: command(`jest --config jest.config.js --rootDir ${root} --passWithNoTests`),
      };
      if (existsSync(join(workspaceRoot, root, 'src/main.ts'))) {
        targets.build = command(`node tools/build/build.js ${root}`);
      }
      return [packageFile, { projects: { [root]: { targets } } }];
    }),
];

function command(line) {
  return { executor: 'nx:run-commands', options: { command: line, cwd: '{workspaceRoot}' } };
}
