// Checks that every model which commits bring has passed the gate against the one before:
// `npm run check-gate -- PROJECT`, for the commits since its last release, or `npm run check-gate -- RANGE`, for all apps.
import { fileURLToPath } from 'node:url';
import { ungatedModels } from './gated';
import { lastRelease } from './plan';
import { releasedProjects } from './projects';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const [what = ''] = process.argv.slice(2);
const projects = releasedProjects(workspace);
const project = projects.find(({ name }) => name === what);
if (project === undefined && !what.includes('..')) {
  console.error(
    `Usage: npm run check-gate -- PROJECT | RANGE, a project of ${projects.map(({ name }) => name).join(', ')}, got "${what}"\nExample: npm run check-gate -- origin/main..HEAD`,
  );
  process.exit(2);
}

const range = project === undefined ? what : `${lastRelease(workspace, project)}..HEAD`;
for (const complaint of ungatedModels(workspace, range, project === undefined ? projects : [project])) {
  console.error(complaint);
  process.exitCode = 1;
}
