import { gzipSync } from 'node:zlib';
import { padded } from '../padded';
import { type KnownQuery, searchFor } from './good-search';
import { type Answer, encode, JSON_TYPE, PATHS, type SearchClient, type Transport } from './search-client';

/** Bytes on their way to a service, and what it must answer. */
export interface Exchange {
  readonly title: string;
  readonly transport: Transport;
  readonly send: (client: SearchClient) => Promise<Answer>;
  /** Name of the gRPC status, or the HTTP status. */
  readonly status: string | number;
  /** Part of what a refused caller reads. */
  readonly detail: string;
}

interface HttpParts {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

const MIB = 1024 * 1024;
const TOO_LARGE = `at most ${MIB} bytes`;
const DEEP = 400_000;
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

/** Bytes, paths and headings that must stop before any handler, and what the caller is told. */
export function badSearchBytes(known: KnownQuery): Exchange[] {
  const good = JSON.stringify(searchFor(known));
  const http = (title: string, status: number, detail: string, parts: HttpParts): Exchange => {
    const { path = PATHS.Search, method = 'POST', headers = JSON_TYPE, body = good } = parts;
    const init = { method, headers, duplex: 'half', ...(method === 'GET' ? {} : { body }) };
    return { title, transport: 'HTTP', status, detail, send: (client) => client.callHttp(path, init as RequestInit) };
  };
  const grpc = (title: string, status: string, detail: string, change: (bytes: Buffer) => Buffer): Exchange => ({
    ...{ title, transport: 'gRPC', status, detail },
    send: (client) => client.callGrpc('Search', change(encode('Search', searchFor(known)))),
  });
  return [
    http('a body that is not JSON', 400, 'expected JSON, got play thriller', { body: 'play thriller' }),
    http('an empty body', 400, 'expected JSON, got nothing', { body: '' }),
    http('truncated JSON', 400, 'expected JSON, got', { body: good.slice(0, -2) }),
    http('broken UTF-8', 400, 'expected UTF-8 text, got bytes', { body: broken(Buffer.from(good)) }),
    http('lists nested 400,000 deep', 400, 'query: expected a string, got a list', {
      body: `{"query":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
    }),
    http('a body of another type', 415, 'application/json', { headers: { 'content-type': 'text/plain' } }),
    http('a body that is no gzip but says so', 400, '', { headers: GZIP }),
    http('a body of 5 MB', 413, TOO_LARGE, { body: Buffer.alloc(5_000_000, ' ') }),
    http('a body of 5 MB without a length', 413, TOO_LARGE, { body: pieces(50, 100_000) }),
    http('a gzipped body that holds 50 MB', 413, TOO_LARGE, { headers: GZIP, body: gzipSync(Buffer.alloc(5e7, ' ')) }),
    http('an unknown route', 404, '/v1/nothing', { path: '/v1/nothing' }),
    http('a route that does not decode', 404, '/%ff/%', { path: '/%ff/%' }),
    http('GET of what is to be posted', 404, 'GET /v1/search', { method: 'GET' }),
    grpc('a truncated frame', 'INTERNAL', 'deserializing', (bytes) => bytes.subarray(0, -3)),
    grpc('a string that is not UTF-8', 'INTERNAL', 'deserializing', broken),
    grpc('groups nested 400,000 deep', 'INTERNAL', 'deserializing', () => Buffer.alloc(DEEP, 0x7b)),
    grpc('a message of 5 MB', 'RESOURCE_EXHAUSTED', '5000000 vs 1048576', (bytes) => padded(bytes, 5_000_000)),
    {
      ...{ title: 'a gzipped message that holds 5 MB', transport: 'gRPC', status: 'RESOURCE_EXHAUSTED' },
      detail: 'decompresses to a size larger than 1048576',
      send: (client) =>
        client.callGrpc('Search', padded(encode('Search', searchFor(known)), 5_000_000), { compression: 'gzip' }),
    },
    {
      ...{ title: 'a method that is not there', transport: 'gRPC', status: 'UNIMPLEMENTED', detail: 'Nothing' },
      send: (client) => client.callGrpc('Search', Buffer.alloc(0), { path: '/tiebreak.v1.SearchService/Nothing' }),
    },
  ];
}

/** What may come back when bytes of a good request were changed at random: an answer, or a refusal before any handler. */
export const LEGAL_STATUSES: Readonly<Record<Transport, readonly unknown[]>> = {
  gRPC: ['OK', 'INVALID_ARGUMENT', 'INTERNAL'],
  HTTP: [200, 400],
};

/** The bytes of a request, as a transport carries them. */
export function bytesOf(transport: Transport, request: object): Buffer {
  return transport === 'gRPC' ? encode('Search', request) : Buffer.from(JSON.stringify(request));
}

/** Sends bytes as a search. */
export function sendBytes(client: SearchClient, transport: Transport, bytes: Buffer): Promise<Answer> {
  if (transport === 'gRPC') return client.callGrpc('Search', bytes);
  return client.callHttp(PATHS.Search, { headers: JSON_TYPE, body: bytes });
}

/** Puts bytes that no UTF-8 text holds in the place of "phone". */
function broken(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace('phone', '\xff\xfe\xfd\xfc\xfb'), 'latin1');
}

/** Sent without a length, so that the server learns it by reading. */
async function* pieces(count: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield await Promise.resolve(Buffer.alloc(bytes, ' '));
}
