import {
  benchRequests,
  BYTES_PATH,
  HYPOTHESES_OF_DOMAIN,
  type LoadClient,
  partOf,
  startEcho,
  startRelay,
  type Target,
} from '@tiebreak/benchmark';
import { toRerankRequestMessage, toResolveRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceProcess } from '@tiebreak/service-host/process';
import { addressOf, RUNNER, type RunningStack, startStack, type Surroundings } from './serve-targets';

/** Something that answers calls and is measured. */
export interface Subject {
  readonly name: string;
  readonly target: Target;
  /** All processes that work for an answer, the one that is called first. */
  readonly processes: readonly ServiceProcess[];
  /** Name of the subject that it is compared with. */
  readonly floor?: 'echo' | 'relay';
  /** Whether answers came from the models; absent for floors. */
  readonly isWhole?: (answer: Uint8Array) => boolean;
}

/** Folders with one bundle for each domain, by what kind they are of. */
export type Models = Readonly<Record<'log-linear' | 'blend', string>>;

/** The domain whose service stands for all. */
export const DOMAIN = 'Music';

/** As many as an aggregator has domains. */
const ECHOES = 3;

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

/** Starts all that is measured: for each kind of bundle a domain's service and an aggregator over three, and their floors. */
export async function startSubjects(
  models: Models,
  client: LoadClient,
  surroundings: Surroundings,
): Promise<Subject[]> {
  const requests = benchRequests();
  const rerankRequests = requests.map((request) =>
    wire.RerankRequest.encode(toRerankRequestMessage(partOf(request, DOMAIN))).finish(),
  );
  const resolveRequests = requests.map((request) =>
    wire.ResolveRequest.encode(toResolveRequestMessage(request)).finish(),
  );
  const subjectsOf = (
    { aggregator, domains }: RunningStack,
    suffix: string,
  ): [domain: Subject, aggregator: Subject] => {
    const domain = domains.get(DOMAIN)!;
    return [
      {
        name: `${DOMAIN.toLowerCase()}${suffix}`,
        target: { address: addressOf(domain), path: rerank.path, requests: rerankRequests },
        processes: [domain],
        floor: 'echo',
        isWhole: (answer) => wire.RerankResponse.decode(answer).ranked.length === HYPOTHESES_OF_DOMAIN,
      },
      {
        name: `aggregator${suffix}`,
        target: { address: addressOf(aggregator), path: resolve.path, requests: resolveRequests },
        processes: [aggregator, ...domains.values()],
        floor: 'relay',
        isWhole: (answer) => isRanked(wire.ResolveResponse.decode(answer)),
      },
    ];
  };
  const [domain, aggregator] = subjectsOf(await startStack('log-linear', models['log-linear'], surroundings), '');
  const blends = subjectsOf(await startStack('blend', models.blend, surroundings), ', blend');
  const replyBytes = async ({ target }: Subject): Promise<number> => {
    const { answers } = await client.run(target, { kind: 'closed', inFlight: 1, ms: 100 });
    return answers[0]!.length;
  };
  const echoBytes = await replyBytes(domain);
  const echoes = await Promise.all(Array.from({ length: ECHOES }, () => startEcho(RUNNER, echoBytes)));
  surroundings.started.push(...echoes);
  const sizes = { replyBytes: await replyBytes(aggregator), partBytes: rerankRequests[0]!.length };
  const relay = await startRelay(RUNNER, sizes, echoes);
  surroundings.started.push(relay);
  const floor = (name: string, processes: readonly ServiceProcess[], messages: readonly Uint8Array[]): Subject => ({
    name,
    target: { address: addressOf(processes[0]!), path: BYTES_PATH, requests: messages },
    processes,
  });
  return [
    floor('echo', [echoes[0]!], rerankRequests),
    domain,
    blends[0],
    floor('relay', [relay, ...echoes], resolveRequests),
    aggregator,
    blends[1],
  ];
}

function isRanked({ outcomes, ranked }: wire.ResolveResponse): boolean {
  return (
    ranked.length === outcomes.length * HYPOTHESES_OF_DOMAIN &&
    outcomes.every(({ status }) => status === wire.DomainStatus.DOMAIN_STATUS_RANKED)
  );
}
