import type { KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { newSigningKeys, readPrivateKey } from '@tiebreak/onnx-model';
import type { Command } from 'commander';
import { BUNDLE_ROLES, bundleAt } from '../bundle-roles';
import { readKeyFile } from '../key-file';
import { printJson, say } from '../output';
import { refusing } from '../refusal';

interface SignFlags {
  readonly key?: string;
  readonly newKey?: string;
  readonly json: boolean;
}

export function addSign(program: Command): void {
  program
    .command('sign')
    .summary('sign a model bundle, so that services know whom it is from')
    .description(
      "Writes an Ed25519 signature of a bundle's digest into its manifest; digest and graph stay as they are. Services that have the public key refuse every other bundle. Sign last: the gate's record changes the digest.",
    )
    .argument('[folder]', 'the bundle')
    .option('--key <file>', 'private key in PEM')
    .option('--new-key <file>', 'make a key first: writes it there, and the public one beside it with .pub')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak sign --new-key release.pem\n  npx tiebreak sign dist/candidate/music --key release.pem',
    )
    .action(run);
}

async function run(folder: string | undefined, { key, newKey, json }: SignFlags, command: Command): Promise<void> {
  if ((key === undefined) === (newKey === undefined))
    command.error('error: give --key <file>, or --new-key <file> to make one');
  if (key !== undefined && folder === undefined) command.error("error: missing required argument 'folder'");
  if (newKey !== undefined) await writeNewKey(newKey);
  const privateKey = await readKeyFile(key ?? newKey!, readPrivateKey);
  const digest = folder === undefined ? undefined : await signed(folder, privateKey);
  if (json) printJson({ ...(newKey === undefined ? {} : { publicKey: `${newKey}.pub` }), folder, digest });
  else if (digest !== undefined) say(`signed ${folder!}, ${digest}`);
}

async function signed(folder: string, privateKey: KeyObject): Promise<string> {
  const { role } = await bundleAt(folder);
  return BUNDLE_ROLES[role].sign(folder, privateKey);
}

/** Never over a key that is there: what it signed would lose its meaning. */
async function writeNewKey(path: string): Promise<void> {
  const { privateKey, publicKey } = newSigningKeys();
  const expected = 'a file that is not there yet and can be written';
  await writeFile(path, privateKey, { flag: 'wx', mode: 0o600 }).catch(refusing(path, expected));
  await writeFile(`${path}.pub`, publicKey, { flag: 'wx' }).catch(refusing(`${path}.pub`, expected));
  say(`wrote ${path}, which stays secret, and ${path}.pub, which services get as TIEBREAK_PUBLIC_KEY`);
}
