import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { fieldViolations, toGrpcService } from '@tiebreak/protocol/grpc';

export type Method = 'Search' | 'RecordFeedback' | 'MatchEntities';
export type Transport = 'gRPC' | 'HTTP';
export const TRANSPORTS = ['gRPC', 'HTTP'] as const;

/** What came back, whatever the transport. */
export interface Answer {
  /** Name of the gRPC status, or the HTTP status. */
  readonly status: string | number;
  /** Of a request that was answered. */
  readonly body: Readonly<Record<string, unknown>>;
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
  readonly deadlineMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const JSON_TYPE = { 'content-type': 'application/json' };
export const PATHS: Readonly<Record<Method, string>> = {
  Search: '/v1/search',
  RecordFeedback: '/v1/feedback',
  MatchEntities: '/v1/match',
};
const SERVICE = toGrpcService(wire.SearchServiceDefinition);
const METHODS = {
  Search: SERVICE.search,
  RecordFeedback: SERVICE.recordFeedback,
  MatchEntities: SERVICE.matchEntities,
};
const GZIP = { 'grpc.default_compression_algorithm': 2 };

/** A message in the shape of proto3 JSON as bytes of Protobuf. */
export function encode(method: Method, message: object): Buffer {
  if (method === 'Search') return SERVICE.search.requestSerialize({ ...EMPTY_SEARCH, ...message });
  if (method === 'MatchEntities')
    return SERVICE.matchEntities.requestSerialize({ requestId: '', hypotheses: [], ...message });
  const { events } = message as { events: readonly { occurredAt?: string }[] };
  return SERVICE.recordFeedback.requestSerialize({
    events: events.map(({ occurredAt, ...event }) => ({
      ...EMPTY_EVENT,
      ...event,
      occurredAt: occurredAt === undefined ? undefined : toTimestamp(occurredAt),
    })),
  });
}

/** A plain client of a search service over both transports, for tests: no retries, an error is an answer. */
export class SearchClient {
  private readonly plain: Client;
  private readonly gzip: Client;

  constructor(private readonly ports: { readonly port: number; readonly httpPort: number }) {
    const address = `127.0.0.1:${ports.port}`;
    this.plain = new Client(address, credentials.createInsecure());
    this.gzip = new Client(address, credentials.createInsecure(), GZIP);
  }

  ask(transport: Transport, method: Method, message: unknown, options: CallOptions = {}): Promise<Answer> {
    if (transport === 'gRPC') return this.callGrpc(method, encode(method, message as object), options);
    const headers = { ...JSON_TYPE, ...options.headers };
    return this.callHttp(PATHS[method], { headers, body: JSON.stringify(message, likeProto3Json) });
  }

  callGrpc(method: Method, bytes: Buffer, options: CallOptions = {}): Promise<Answer> {
    const { path, responseDeserialize } = METHODS[method];
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(options.headers ?? {})) metadata.set(name, value);
    return new Promise((resolve) => {
      (options.compression === 'gzip' ? this.gzip : this.plain).makeUnaryRequest<Buffer, unknown>(
        options.path ?? path,
        (message) => message,
        (message) => responseDeserialize(message),
        bytes,
        metadata,
        { deadline: Date.now() + (options.deadlineMs ?? 5_000) },
        (error, response) => {
          if (error === null) resolve({ status: 'OK', body: response as Answer['body'], violations: [], detail: '' });
          else
            resolve({
              ...{ status: status[error.code], body: {}, detail: error.details },
              violations: fieldViolations(error.metadata),
            });
        },
      );
    });
  }

  async callHttp(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.ports.httpPort}${path}`, { method: 'POST', ...init });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.ok) return { status: response.status, body, violations: [], detail: '' };
    const { errors = [], detail, ...problem } = body as { errors?: object[]; detail: string };
    return {
      ...{ status: response.status, body: {}, violations: errors, detail },
      problem: { ...problem, contentType: response.headers.get('content-type') },
    };
  }

  close(): void {
    this.plain.close();
    this.gzip.close();
  }
}

const EMPTY_SEARCH: wire.SearchRequest = {
  ...{ requestId: '', domain: '', query: '', intent: '', slots: [], context: undefined },
  ...{ userId: '', limit: 0, explain: false },
};
const EMPTY_EVENT = { eventId: '', impressionId: '', entityId: '', action: wire.FeedbackAction.FEEDBACK_ACTION_CLICK };

function toTimestamp(text: string): { seconds: number; nanos: number } {
  const ms = Date.parse(text);
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: (ms - 1_000 * seconds) * 1e6 };
}

/** JSON has no NaN and no infinities; proto3 JSON writes them as strings. */
function likeProto3Json(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
