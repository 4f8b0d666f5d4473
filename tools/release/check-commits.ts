// Checks the subjects of a range of commits: `npm run check-commits -- origin/main..HEAD`.
import { fileURLToPath } from 'node:url';
import { commitsIn, commitTypes, readMessage } from './commits';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const types = [...commitTypes(workspace).keys()];
const [range] = process.argv.slice(2);
if (range === undefined) {
  console.error('Usage: npm run check-commits -- RANGE\nExample: npm run check-commits -- origin/main..HEAD');
  process.exit(2);
}

for (const { hash, subject, body } of commitsIn(workspace, range)) {
  const { type } = readMessage(subject, body);
  if (type !== undefined && types.includes(type)) continue;
  console.error(
    `${hash.slice(0, 9)}: expected "TYPE: ..." or "TYPE(project): ..." with a type of ${types.join(', ')}, got "${subject}"`,
  );
  process.exitCode = 1;
}
