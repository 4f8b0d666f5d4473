// Pushes a release that was made here, `npm run push-release -- REMOTE BRANCH`: its commit and its tags, or neither.
import { fileURLToPath } from 'node:url';
import { pushRelease } from './push-release';

const [remote, branch] = process.argv.slice(2);
if (remote === undefined || branch === undefined) {
  console.error('Usage: npm run push-release -- REMOTE BRANCH\nExample: npm run push-release -- origin main');
  process.exit(2);
}
try {
  pushRelease(fileURLToPath(new URL('../../', import.meta.url)), remote, branch);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
