import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Gives every project the same targets, so that no project carries configuration of its own: what differs between
 * projects is their code and their layer tag. Apps and libs are npm workspaces; tools/ is a project by its project.json.
 */
export const createNodesV2 = [
  '{{apps,libs}/**/package.json,tools/project.json}',
  (projectFiles, _options, { workspaceRoot }) =>
    projectFiles.map((projectFile) => {
      const root = dirname(projectFile);
      const targets = {
        lint: command(`eslint --max-warnings 0 ${root}`),
        test: command(`jest --config jest.config.js --rootDir ${root} --passWithNoTests`),
      };
      if (existsSync(join(workspaceRoot, root, 'src/main.ts'))) {
        // Not cached: a build takes two seconds, weighs some 70 MB and is of one platform.
        targets.build = command(`node tools/build/build.js ${root}`);
      } else if ('publishConfig' in JSON.parse(readFileSync(join(workspaceRoot, projectFile), 'utf8'))) {
        targets.build = command(`node tools/build/build-package.js ${root}`);
      }
      return [projectFile, { projects: { [root]: { targets } } }];
    }),
];

function command(line) {
  return { executor: 'nx:run-commands', options: { command: line, cwd: '{workspaceRoot}' } };
}
