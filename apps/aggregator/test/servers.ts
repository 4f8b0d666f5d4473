import { fileURLToPath } from 'node:url';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { startAggregator } from '@tiebreak/aggregator-host';
import { RegistryEntry } from '@tiebreak/configuration';
import { music } from '@tiebreak/domain-music';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { readRerankRequest, wire } from '@tiebreak/protocol';
import { fieldViolations, toGrpcService } from '@tiebreak/protocol/grpc';
import { startReranker } from '@tiebreak/reranker-host';
import { rerank } from '@tiebreak/scoring';
import { goodRequest } from './good-request';

/** Where a request can go: the aggregator over gRPC, the re-ranker over gRPC, the aggregator over HTTP. */
export type Target = 'Resolve' | 'Rerank' | 'HTTP';
export const TARGETS = ['Resolve', 'Rerank', 'HTTP'] as const;

/** A hypothesis's id and score, best first. */
export type Ranking = readonly (readonly [id: string, score: number])[];

/** What came back, whatever the transport. */
export interface Answer {
  /** Name of the gRPC status, or the HTTP status. */
  readonly status: string | number;
  /** Of a request that was answered. */
  readonly ranking?: Ranking;
  /** What a refused request was told of its fields: {field, description} over gRPC, {field, expected, actual} over HTTP. */
  readonly violations: readonly object[];
  /** What a person would read. */
  readonly detail: string;
  /** The rest of an HTTP problem. */
  readonly problem?: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly path?: string | undefined;
  readonly compression?: 'gzip' | undefined;
}

/** The two services and one client of each, for the length of a test file. */
export interface Servers {
  /** Sends bytes as the message of a unary call, to the target's method unless another path is given. */
  readonly callGrpc: (target: 'Resolve' | 'Rerank', bytes: Buffer, how?: CallOptions) => Promise<Answer>;
  readonly callHttp: (path: string, init: RequestInit) => Promise<Answer>;
  /** The good request's answer, computed without any server. */
  readonly right: Ranking;
  readonly close: () => Promise<void>;
}

const { resolve: RESOLVE } = toGrpcService(wire.AggregatorServiceDefinition);
const { rerank: RERANK } = toGrpcService(wire.RerankerServiceDefinition);
const LOCAL = { host: '127.0.0.1', port: 0 };
const GZIP = { 'grpc.default_compression_algorithm': 2 };

/** A message as bytes. @param message in the shape of proto3 JSON, which is that of the generated types */
export function encode(target: 'Resolve' | 'Rerank', message: object): Buffer {
  return target === 'Resolve'
    ? RESOLVE.requestSerialize({ upstreamVersions: {}, ...message } as wire.ResolveRequest)
    : RERANK.requestSerialize({ upstreamVersion: '', ...message } as wire.RerankRequest);
}

/** Starts a re-ranker and an aggregator in front of it, both on ports that the system chooses. */
export async function startServers(): Promise<Servers> {
  const model = fileURLToPath(new URL('../../music/model', import.meta.url));
  const reranker = await startReranker(music, { ...LOCAL, portVariable: 'TIEBREAK_MUSIC_PORT', model });
  const aggregator = await startAggregator({
    ...LOCAL,
    httpPort: 0,
    registry: [
      Object.assign(new RegistryEntry(), {
        domain: 'Music',
        address: `127.0.0.1:${reranker.port}`,
        fallback: { slope: 1, intercept: 0 },
      }),
    ],
    // Long, so that a slow machine does not turn a model's answer into a fallback.
    domainDeadlineMs: 10_000,
    policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
  });
  const clientOf = (port: number, options = {}): Client =>
    new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options);
  const plain = { Resolve: clientOf(aggregator.port), Rerank: clientOf(reranker.port) };
  const gzip = { Resolve: clientOf(aggregator.port, GZIP), Rerank: clientOf(reranker.port, GZIP) };
  return {
    callGrpc: (target, bytes, { path, compression } = {}) =>
      callGrpc((compression === 'gzip' ? gzip : plain)[target], target, bytes, path),
    callHttp: (path, init) => callHttp(`http://127.0.0.1:${aggregator.httpPort}${path}`, init),
    right: await rankInProcess(model),
    close: async () => {
      for (const client of [...Object.values(plain), ...Object.values(gzip)]) client.close();
      await aggregator.close();
      await reranker.close();
    },
  };
}

async function rankInProcess(folder: string): Promise<Ranking> {
  const { model } = await readRerankerBundle(folder, { domain: music.name, extractors: music.features });
  const reading = readRerankRequest(goodRequest, music.name);
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  const ranked = await rerank(model, reading.value);
  await model.release();
  return ranked.map(({ hypothesis, score }) => [hypothesis.id, score]);
}

function callGrpc(client: Client, target: 'Resolve' | 'Rerank', bytes: Buffer, path?: string): Promise<Answer> {
  const method = target === 'Resolve' ? RESOLVE : RERANK;
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      path ?? method.path,
      (message: Buffer) => message,
      (message: Buffer) => method.responseDeserialize(message),
      bytes,
      new Metadata(),
      { deadline: Date.now() + 5_000 },
      (error, response) => {
        resolve(
          error === null
            ? { status: 'OK', ranking: rankingOf(response!), violations: [], detail: '' }
            : { status: status[error.code], violations: fieldViolations(error.metadata), detail: error.details },
        );
      },
    );
  });
}

async function callHttp(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', ...init });
  if (response.ok)
    return {
      status: response.status,
      ranking: rankingOf((await response.json()) as wire.ResolveResponse),
      violations: [],
      detail: '',
    };
  const { errors = [], detail, ...problem } = (await response.json()) as { errors?: object[]; detail: string };
  return {
    status: response.status,
    violations: errors,
    detail,
    problem: { ...problem, contentType: response.headers.get('content-type') },
  };
}

function rankingOf({ ranked }: Pick<wire.ResolveResponse, 'ranked'>): Ranking {
  return ranked.map(({ hypothesis, score }) => [hypothesis!.id, score]);
}
