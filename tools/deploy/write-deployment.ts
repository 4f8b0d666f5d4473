// Makes what follows from the overlays and the registry anew: `node tools/run-typescript.js tools/deploy/write-deployment.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed, DEPLOYMENT, deploymentFiles } from './deployment-files';

for (const [path, text] of deploymentFiles(deployed())) {
  writeFileSync(join(DEPLOYMENT, path), text);
  process.stdout.write(`tools/deploy/${path}\n`);
}
