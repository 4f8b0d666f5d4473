import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, findBundles, readPublicKey, readRerankerBundle } from '@tiebreak/onnx-model';
import type { Command } from 'commander';
import { definitionOf } from '../domains';
import { readKeyFile } from '../key-file';
import { printJson, say } from '../output';
import { Refusal } from '../refusal';

export function addCheckModel(program: Command): void {
  program
    .command('check-model')
    .summary('check model bundles, whoever trained them')
    .description(
      'Checks every re-ranker bundle under a folder: format, digest, fingerprint, features, and that the graph does on made-up hypotheses what a re-ranker must.',
    )
    .argument('<folder>', 'a bundle, or a folder with bundles three levels deep at most')
    .option('--public-key <file>', 'refuse bundles that this Ed25519 key did not sign; PEM')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak check-model apps/music/model\n  npx tiebreak check-model dist/candidate --public-key release.pub.pem',
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
  for (const { domain, folder: bundle } of found) {
    try {
      const { manifest, model } = await readRerankerBundle(bundle, {
        extractors: definitionOf(domain).features,
        ...key,
      });
      await model.release();
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

/** The bundles under a folder, or the folder itself when it has a graph. @throws Refusal */
async function bundlesIn(folder: string): Promise<{ readonly domain: string; readonly folder: string }[]> {
  // Whoever wrote a manifest without a role or a domain wants to hear that, not that there is no bundle.
  const files = await readdir(folder).catch((): string[] => []);
  if (files.includes('model.onnx')) return [{ domain: await domainIn(folder), folder }];
  return findBundles(folder, 'reranker').catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
}

/** The domain that a bundle says it is of; empty when its manifest does not say. */
async function domainIn(folder: string): Promise<string> {
  try {
    const { domain } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { domain?: unknown };
    return typeof domain === 'string' ? domain : '';
  } catch {
    return '';
  }
}
