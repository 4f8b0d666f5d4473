import { goodRequest } from './good-request';
import { type Answer, encode, type Servers, type Target } from './servers';

/** Bytes on their way to a service, and what it must answer. */
export interface Exchange {
  readonly title: string;
  readonly target: Target;
  readonly send: (servers: Servers) => Promise<Answer>;
  /** Name of the gRPC status, or the HTTP status. */
  readonly status: string | number;
  /** Part of what a refused caller reads. */
  readonly detail: string;
}

export const MIB = 1024 * 1024;
export const JSON_TYPE = { 'content-type': 'application/json' };

interface HttpParts {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** The good request over HTTP, with other parts. */
export function http(title: string, status: number, detail: string, parts: HttpParts): Exchange {
  const { path = '/v1/resolve', method = 'POST', headers = JSON_TYPE, body = JSON.stringify(goodRequest) } = parts;
  const init = { method, headers, duplex: 'half', ...(method === 'GET' ? {} : { body }) };
  return { title, target: 'HTTP', status, detail, send: ({ callHttp }) => callHttp(path, init as RequestInit) };
}

/** The good request as bytes, changed, to both gRPC services, which must answer alike. */
export function grpc(
  title: string,
  status: string,
  detail: string,
  change: (good: Buffer) => Buffer,
  compression?: 'gzip',
): Exchange[] {
  return (['Resolve', 'Rerank'] as const).map((target) => ({
    title,
    target,
    status,
    detail,
    send: ({ callGrpc }) => callGrpc(target, change(encode(target, goodRequest)), { compression }),
  }));
}

/** An empty message to any method of the aggregator. */
export function method(name: string, status: string, detail = name): Exchange {
  return {
    title: `a call of ${name}`,
    target: 'Resolve',
    status,
    detail,
    send: ({ callGrpc }) => callGrpc('Resolve', Buffer.alloc(0), { path: `/tiebreak.v1.AggregatorService/${name}` }),
  };
}
