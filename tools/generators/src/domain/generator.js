// What Nx loads: it takes JavaScript only.
import { fileURLToPath } from 'node:url';
import { importTypescript } from '../../../run-typescript.js';

/** The generator of `npx nx g @tiebreak/generators:domain`; see add-domain.ts. */
export default async function domain(tree, options) {
  const { addDomain } = await importTypescript(fileURLToPath(new URL('./add-domain.ts', import.meta.url)));
  return addDomain(tree, options);
}
