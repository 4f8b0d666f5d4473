import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployed, DEPLOYMENT, deploymentFiles } from './deployment-files';

it.each([...deploymentFiles(deployed())])(
  '%s is what write-deployment.ts makes of overlays and registry',
  (path, text) => {
    expect(readFileSync(join(DEPLOYMENT, path), 'utf8')).toBe(text);
  },
);
