// What Nx loads: it takes JavaScript only, so this lets Node read the workspace's TypeScript first.
import '../../../run-typescript.js';

/** The generator of `npx nx g @tiebreak/generators:domain`; see add-domain.ts. */
export default async function domain(tree, options) {
  const { addDomain } = await import('./add-domain.ts');
  return addDomain(tree, options);
}
