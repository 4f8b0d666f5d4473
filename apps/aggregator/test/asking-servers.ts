import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { startAggregator } from '@tiebreak/aggregator-host';
import { decisionPolicy, DecisionSettings, readRegistry, readSettings } from '@tiebreak/configuration';
import { type LineNlu, startLineNlu } from '@tiebreak/conformance';
import { music } from '@tiebreak/domain-music';
import { type LabelledUtterance, readLabelledUtterance } from '@tiebreak/interpretation';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { startReranker } from '@tiebreak/reranker-host';
import { openShippedSearch } from '@tiebreak/search-engine';
import { type RunningSearchHost, startSearchHost } from '@tiebreak/search-host';

const { ask } = toGrpcService(wire.AggregatorServiceDefinition);
const LOCAL = { host: '127.0.0.1', port: 0 };
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** "play mary poppins" on three devices. */
export const LINES: readonly LabelledUtterance[] = readFileSync(
  path('../../../examples/play-mary-poppins.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => {
    const reading = readLabelledUtterance(JSON.parse(line));
    if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
    return reading.value;
  });

const [LINE] = LINES as [LabelledUtterance];

/** One album that Music is sure of, in place of what the words may mean besides. */
export const SURE: LabelledUtterance = {
  ...LINE,
  utterance: 'play the album thriller by michael jackson',
  hypotheses: [
    {
      ...LINE.hypotheses[0]!,
      intent: 'PlayMusic',
      slots: [
        { name: 'album', value: 'thriller', start: 15, end: 23, entityId: '' },
        { name: 'artist', value: 'michael jackson', start: 27, end: 42, entityId: '' },
      ],
      scores: { domain: 0.99, intent: 0.99, ner: 0.98 } as LabelledUtterance['hypotheses'][0]['scores'],
    },
  ],
};

/** The search service over the shipped catalogues, without an encoder; it exchanges no neighbours, and finds the same each time. */
export async function startSearch(): Promise<RunningSearchHost & { readonly address: string }> {
  const data = mkdtempSync(join(tmpdir(), 'tiebreak-ask-'));
  const service = await openShippedSearch({
    catalogues: new URL('../../search/catalogue', import.meta.url),
    ...{ data, feedback: '', policy: 'all-50', encoder: 'none', deadlineMs: 5_000, swapShare: 0 },
  });
  const host = await startSearchHost({
    settings: { ...LOCAL, httpPort: 0, deadlineMs: 5_000, logQueries: 0 },
    service,
  });
  return {
    ...host,
    address: `127.0.0.1:${host.port}`,
    close: async () => {
      await host.close();
      await service.close();
      rmSync(data, { recursive: true });
    },
  };
}

/** What is asked, and what it is asked of. */
export interface AskingServers {
  readonly nlu: LineNlu;
  readonly httpPort: number;
  readonly adminPort: number;
  askOverGrpc(
    request: Partial<wire.AskRequest>,
    deadlineMs?: number,
    headers?: Record<string, string>,
  ): Promise<wire.AskResponse>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export interface AskingWorld {
  readonly lines?: readonly LabelledUtterance[];
  readonly search?: string;
  /** Where hypotheses are matched. */
  readonly match?: string;
  readonly withoutNlu?: boolean;
  readonly answer?: (usual: wire.InterpretResponse) => Promise<wire.InterpretResponse>;
  readonly deadlineMs?: number;
}

/** An NLU, Music's re-ranker, and an aggregator with the shipped policy; the other domains are down. */
export async function startAsking(world: AskingWorld): Promise<AskingServers> {
  const { lines = LINES, search = '', match = '', answer, deadlineMs = 20_000 } = world;
  const nlu = await startLineNlu(lines, answer);
  const model = path('../../music/model');
  const reranker = await startReranker(music, { ...LOCAL, portVariable: 'TIEBREAK_MUSIC_PORT', model });
  const settings = readSettings(DecisionSettings, {}, { joint: path('../model/joint.json') });
  const address = (domain: string): string => `127.0.0.1:${domain === 'Music' ? reranker.port : 1}`;
  const aggregator = await startAggregator({
    ...{ ...LOCAL, httpPort: 0, domainDeadlineMs: 10_000 },
    registry: readRegistry(path('../registry.json')).map((entry) => ({ ...entry, address: address(entry.domain) })),
    policy: decisionPolicy(settings),
    asking: { nlu: world.withoutNlu === true ? '' : nlu.address, match, search, deadlineMs },
    admin: { host: '127.0.0.1', port: 0, portVariable: 'none' },
  });
  const client = new Client(`127.0.0.1:${aggregator.port}`, credentials.createInsecure());
  const empty: wire.AskRequest = {
    ...{ requestId: '', utterance: '', locale: '', userId: '', explain: false },
    context: { device: '', attributes: {} },
  };
  return {
    nlu,
    httpPort: aggregator.httpPort,
    adminPort: aggregator.adminPort!,
    askOverGrpc: (request, callDeadlineMs = 20_000, headers = {}) =>
      callUnary(client, ask, { ...empty, ...request }, { deadlineMs: callDeadlineMs, headers }),
    post: (route, body, headers = {}) =>
      fetch(`http://127.0.0.1:${aggregator.httpPort}${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    close: async () => {
      client.close();
      nlu.close();
      await aggregator.close();
      await reranker.close();
    },
  };
}

/** What a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => {
      throw new Error('expected a failure, got an answer');
    },
    (error: unknown) => error as ServiceError,
  );
}
