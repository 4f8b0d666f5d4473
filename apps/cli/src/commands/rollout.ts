import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import type { ShadowRecord } from '@tiebreak/serving';
import { type Command, Option } from 'commander';
import { formatTable, printJson, say } from '../output';
import { Refusal } from '../refusal';
import { share } from '../share';

interface RolloutFlags {
  readonly as?: 'shadow' | 'canary' | 'active';
  readonly share?: number;
  readonly digest?: string;
  readonly allowRollback: boolean;
  readonly end: boolean;
  readonly json: boolean;
}

const { listModels, activateModel, setRollout } = toGrpcService(wire.ModelServiceDefinition);
/** A bundle is loaded, checked and warmed within this. */
const DEADLINE_MS = 30_000;

export function addRollout(program: Command): void {
  program
    .command('rollout')
    .summary('change the model of a running service')
    .description(
      'Shows which models a domain service has loaded, and puts a bundle beside the active one or in its place. The bundle is loaded, checked and warmed first; when anything is wrong with it, what runs stays.',
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
    .option('--share <share>', 'of the requests: of a canary 0.05 unless given, of a shadow all', share)
    .option('--digest <digest>', 'refuse to activate a bundle with another one')
    .option('--allow-rollback', 'activate a version older than the active one', false)
    .option('--end', 'take away what stands beside the active model', false)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      `
Examples:
  npx tiebreak rollout 127.0.0.1:49051
  npx tiebreak rollout 127.0.0.1:49051 music-1.2.0 --as shadow
  npx tiebreak rollout 127.0.0.1:49051 music-1.2.0 --as canary --share 0.1
  npx tiebreak rollout 127.0.0.1:49051 music-1.2.0 --as active
  npx tiebreak rollout 127.0.0.1:49051 music-1.1.0 --as active --allow-rollback`,
    )
    .action(run);
}

async function run(address: string, bundle: string | undefined, flags: RolloutFlags, command: Command): Promise<void> {
  if (flags.end && bundle !== undefined) command.error('error: give a bundle or --end, not both');
  if ((bundle === undefined) !== (flags.as === undefined)) command.error('error: a bundle and --as <role> go together');
  const client = new Client(address, credentials.createInsecure());
  try {
    await change(client, bundle, flags);
    const { models } = await callUnary(client, listModels, {}, { deadlineMs: DEADLINE_MS });
    const shadow = models.some(({ model }) => model?.role === wire.ModelRole.MODEL_ROLE_SHADOW)
      ? await shadowRecord(address)
      : undefined;
    if (flags.json) printJson({ models, shadow });
    else {
      say(tableOf(models));
      if (shadow !== undefined) say(describe(shadow));
    }
  } catch (error) {
    throw refusalOf(error as ServiceError, address);
  } finally {
    client.close();
  }
}

async function change(client: Client, bundle: string | undefined, flags: RolloutFlags): Promise<void> {
  const call = { deadlineMs: DEADLINE_MS };
  if (flags.end) await callUnary(client, setRollout, { bundle: '', role: wire.ModelRole.MODEL_ROLE_UNSPECIFIED }, call);
  else if (flags.as === 'active') {
    const { digest = '', allowRollback } = flags;
    await callUnary(client, activateModel, { bundle: bundle!, expectedDigest: digest, allowRollback }, call);
  } else if (flags.as !== undefined) {
    const role = flags.as === 'shadow' ? wire.ModelRole.MODEL_ROLE_SHADOW : wire.ModelRole.MODEL_ROLE_CANARY;
    const trafficShare = flags.share === undefined ? {} : { trafficShare: flags.share };
    await callUnary(client, setRollout, { bundle: bundle!, role, ...trafficShare }, call);
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

/** How the shadow has differed, which the protocol has no message for; undefined when it cannot be told. */
async function shadowRecord(address: string): Promise<ShadowRecord | undefined> {
  const response = await fetch(`http://${address}/models`).catch(() => undefined);
  return response?.ok === true ? ((await response.json()) as { shadow?: ShadowRecord }).shadow : undefined;
}

function describe({ compared, winnersDiffer, meanDistance, failed, skipped }: ShadowRecord): string {
  return (
    `the shadow scored ${compared} requests: ${winnersDiffer} other first hypotheses, scores ${meanDistance.toFixed(3)} apart ` +
    `in log-odds; ${failed} failed, ${skipped} were left out`
  );
}

/** What the service refused, in its own words; or that it cannot be reached. */
function refusalOf(error: ServiceError, address: string): Error {
  if (error.code === status.FAILED_PRECONDITION || error.code === status.INVALID_ARGUMENT)
    return new Refusal(error.details);
  if (error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED)
    return new Refusal(`${address}: expected the admin address of a running service, got ${status[error.code]}`);
  if (error.code === status.UNIMPLEMENTED)
    return new Refusal(
      `${address}: expected an admin address, 1,000 below the gRPC port, got a service without releases`,
    );
  return error;
}
