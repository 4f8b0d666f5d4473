import { readFileSync } from 'node:fs';
import { wire } from '@tiebreak/protocol';
import type { ShadowRecord } from '@tiebreak/serving';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { formatTable, printJson, say } from '../output';
import { Refusal } from '../refusal';
import { AdminClient, type AdminIdentity } from '../rollout/admin-client';
import { walk } from '../rollout/walk';
import { share } from '../share';
import { wholeNumber } from '../whole-number';

interface RolloutFlags {
  readonly as?: 'shadow' | 'canary' | 'active';
  readonly share?: number;
  readonly digest: string;
  readonly allowRollback: boolean;
  readonly candidate?: string;
  readonly shares: readonly number[];
  readonly requests: number;
  readonly patience: number;
  readonly differing: number;
  readonly slower: number;
  readonly rollback: boolean;
  readonly certificate?: string;
  readonly key?: string;
  readonly authorities?: string;
  readonly end: boolean;
  readonly json: boolean;
}

export function addRollout(program: Command): void {
  program
    .command('rollout')
    .summary('change the model of a running service')
    .description(
      'Shows which models a domain service has loaded, and puts a bundle beside the active one or in its place: one step with --as, or with --candidate all the way from shadow over canary to active, and back on alarm. A bundle is loaded, checked and warmed first; when anything is wrong with it, what runs stays.',
    )
    .argument('<address>', 'admin address of the service, such as 127.0.0.1:49051')
    .argument('[bundle]', "folder under the service's model root")
    .addOption(
      new Option('--as <role>', 'shadow: scores and never answers; canary: answers a share; active: answers').choices([
        'shadow',
        'canary',
        'active',
      ]),
    )
    .option('--share <share>', 'of the requests, with --as: of a canary 0.05 unless given, of a shadow all', share)
    .option('--digest <digest>', 'with --as active: refuse a bundle with another one', '')
    .option('--allow-rollback', 'with --as active: also a version older than the active one', false)
    .option('--candidate <folder>', 'walk the bundle up; the same bundle here, whose manifest records the gate')
    .option('--shares <shares>', 'of the canary, step by step, when walking', shareList, [0.05, 0.25])
    .option('--requests <number>', 'that a step waits for when walking', wholeNumber, 200)
    .option('--patience <seconds>', 'that a step may take when walking', wholeNumber, 600)
    .option('--differing <share>', 'alarm: first hypotheses of the shadow that are others', share, 0.1)
    .option('--slower <ratio>', "alarm: mean time of the canary to the active model's", ratio, 2)
    .option('--rollback', 'activate again what was active before the present model', false)
    .option(
      '--certificate <file>',
      'who asks, in PEM; with --key and --authorities, where the service has certificates',
    )
    .option('--key <file>', 'of that certificate')
    .option('--authorities <file>', "certificates of those whose word counts for the service's")
    .option('--end', 'take away what stands beside the active model', false)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      `
Examples:
  npx tiebreak rollout 127.0.0.1:49051
  npx tiebreak rollout 127.0.0.1:49051 music-1.2.0 --candidate dist/candidate/music
  npx tiebreak rollout 127.0.0.1:49051 music-1.2.0 --as canary --share 0.1
  npx tiebreak rollout 127.0.0.1:49051 --rollback
  npx tiebreak rollout music:49051 --certificate release.crt --key release.key --authorities ca.crt`,
    )
    .action(run);
}

async function run(address: string, bundle: string | undefined, flags: RolloutFlags, command: Command): Promise<void> {
  const ways = [flags.as !== undefined, flags.candidate !== undefined].filter(Boolean).length;
  if ((flags.end || flags.rollback) && bundle !== undefined)
    command.error('error: give a bundle, or --end, or --rollback');
  if (bundle === undefined ? ways > 0 : ways !== 1)
    command.error('error: a bundle goes with --as <role> or with --candidate <folder>');
  const admin = new AdminClient(address, identityOf(flags, command));
  try {
    await change(admin, bundle, flags);
    const models = await admin.list();
    const hasShadow = models.some(({ model }) => model?.role === wire.ModelRole.MODEL_ROLE_SHADOW);
    const shadow = hasShadow ? await admin.shadowRecord() : undefined;
    if (flags.json) printJson({ models, shadow });
    else {
      say(tableOf(models));
      if (shadow !== undefined) say(describe(shadow));
    }
  } finally {
    admin.close();
  }
}

async function change(admin: AdminClient, bundle: string | undefined, flags: RolloutFlags): Promise<void> {
  if (flags.end) await admin.endRollout();
  else if (flags.rollback) await rollBack(admin);
  else if (bundle === undefined) return;
  else if (flags.candidate !== undefined)
    await walk(admin, { ...flags, bundle, candidate: flags.candidate, limits: flags });
  else if (flags.as === 'active') await admin.activate(bundle, flags.digest, flags.allowRollback);
  else await admin.roll(bundle, flags.as!, flags.share);
}

/** Activates what was active before; what that was, the service's audit trail knows. @throws Refusal when it does not */
async function rollBack(admin: AdminClient): Promise<void> {
  const models = (await admin.list()).map(({ model }) => model!);
  const domains = new Set(models.map(({ domain }) => domain));
  if (domains.size > 1)
    throw new Refusal(
      `expected a service of one domain, got one of ${[...domains].join(', ')}; name the bundle to go back to with --as active --allow-rollback`,
    );
  const present = models[0]!.digest;
  const previous = (await admin.history()).findLast(
    ({ change, digest, refused }) =>
      (change === 'active' || change === 'started') && refused === undefined && digest !== present,
  );
  if (previous === undefined)
    throw new Refusal(
      'expected a model that was active before, got none in the audit trail; name one with --as active',
    );
  await admin.activate(previous.bundle, previous.digest!, true);
}

/** The files of an identity, all or none. */
function identityOf({ certificate, key, authorities }: RolloutFlags, command: Command): AdminIdentity | undefined {
  if (certificate === undefined && key === undefined && authorities === undefined) return undefined;
  if (certificate === undefined || key === undefined || authorities === undefined)
    return command.error('error: --certificate, --key and --authorities go together');
  return { certificate: pem(certificate), key: pem(key), authorities: pem(authorities) };
}

/** @throws Refusal */
function pem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Refusal(`${file}: expected a readable file, got ${(error as NodeJS.ErrnoException).code ?? ''}`);
  }
}

function tableOf(models: readonly wire.LoadedModel[]): string {
  return formatTable([
    ['role', 'domain', 'version', 'share', 'digest'],
    ...models.map(({ model, trafficShare }) => [
      model!.role.replace('MODEL_ROLE_', '').toLowerCase(),
      ...[model!.domain, model!.version, String(trafficShare), model!.digest],
    ]),
  ]);
}

function describe({ compared, winnersDiffer, meanDistance, failed, skipped }: ShadowRecord): string {
  return (
    `the shadow scored ${compared} requests: ${winnersDiffer} other first hypotheses, scores ${meanDistance.toFixed(3)} apart ` +
    `in log-odds; ${failed} failed, ${skipped} were left out`
  );
}

function shareList(text: string): number[] {
  return text.split(',').map(share);
}

function ratio(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(value > 0)) throw new InvalidArgumentError(`expected a number above 0, such as 2, got ${text}`);
  return value;
}
