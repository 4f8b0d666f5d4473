import { BundleError, readPublicKey } from '@tiebreak/onnx-model';
import type { Command } from 'commander';
import { BUNDLE_ROLES, bundlesIn } from '../bundle-roles';
import { readKeyFile } from '../key-file';
import { printJson, say } from '../output';
import { Refusal } from '../refusal';

export function addCheckModel(program: Command): void {
  program
    .command('check-model')
    .summary('check model bundles, whoever trained them')
    .description(
      'Checks every bundle under a folder, of re-rankers, of rankers and of the reference NLU: format, digest, and what its role asks for. The graph of a re-ranker or a ranker is tried on made-up rows, and the weights of an NLU have to fit its names.',
    )
    .argument('<folder>', 'a bundle, or a folder with bundles three levels deep at most')
    .option('--public-key <file>', 'refuse bundles that this Ed25519 key did not sign; PEM')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak check-model apps/music/model\n  npx tiebreak check-model apps/nlu/model\n  npx tiebreak check-model dist/candidate --public-key release.pub.pem',
    )
    .action(run);
}

interface CheckModelFlags {
  readonly publicKey?: string;
  readonly json: boolean;
}

async function run(folder: string, { publicKey, json }: CheckModelFlags): Promise<void> {
  const key = publicKey === undefined ? {} : { publicKey: await readKeyFile(publicKey, readPublicKey) };
  const found = await bundlesIn(folder);
  const checks = [];
  for (const { role, domain, folder: bundle } of found) {
    try {
      const { version, digest } = await BUNDLE_ROLES[role].check(bundle, domain, key);
      checks.push({ bundle, role, domain, version, digest, violations: [] });
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      checks.push({ bundle, role, domain, violations: error.violations });
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
