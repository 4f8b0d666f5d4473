import { BundleError, findBundles, readRerankerBundle } from '@tiebreak/onnx-model';
import type { Command } from 'commander';
import { definitionOf } from '../domains';
import { printJson, say } from '../output';
import { Refusal } from '../refusal';

export function addCheckModel(program: Command): void {
  program
    .command('check-model')
    .summary('check model bundles, whoever trained them')
    .description(
      'Checks every re-ranker bundle under a folder: format, digest, fingerprint, features, and that the graph gives probabilities.',
    )
    .argument('<folder>', 'a bundle, or a folder with bundles three levels deep at most')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak check-model apps/music/model')
    .action(run);
}

async function run(folder: string, { json }: { readonly json: boolean }): Promise<void> {
  const found = await findBundles(folder, 'reranker').catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
  const checks = [];
  for (const { domain, folder: bundle } of found) {
    try {
      const { manifest } = await readRerankerBundle(bundle, { extractors: definitionOf(domain).features });
      checks.push({ bundle, domain, version: manifest.version, digest: manifest.digest, violations: [] });
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      checks.push({ bundle, domain, violations: error.violations });
    }
  }
  if (json) printJson({ bundles: checks });
  for (const { bundle, domain, version, digest, violations } of checks) {
    if (violations.length === 0) say(`ok      ${domain}@${String(version)} in ${bundle}, ${String(digest)}`);
    else
      for (const { field, expected, actual } of violations)
        say(`refused ${bundle}: ${field}: expected ${expected}, got ${actual}`);
  }
  const refused = checks.filter(({ violations }) => violations.length > 0).length;
  if (refused > 0) throw new Refusal(`${refused} of ${checks.length} bundles refused`);
}
