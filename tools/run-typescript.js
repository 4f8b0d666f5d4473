// Lets Node run the workspace's TypeScript as it stands: `node --import ./tools/run-typescript.js FILE.ts`.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../tsconfig.base.json', import.meta.url)) });
