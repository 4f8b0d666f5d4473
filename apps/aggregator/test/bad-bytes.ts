import { gzipSync } from 'node:zlib';
import { padded } from '@tiebreak/conformance';
import { type Exchange, grpc, http, JSON_TYPE, method, MIB } from './exchanges';
import { goodRequest } from './good-request';

const good = JSON.stringify(goodRequest);
const TOO_LARGE = `at most ${MIB} bytes`;
const DEEP = 400_000;
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

/** Puts bytes that no UTF-8 text holds in the place of "play". */
function withBrokenText(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace('play', '\xff\xfe\xfd\xfc'), 'latin1');
}

/** Sent without a length, so that the server learns it by reading. */
async function* pieces(count: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield await Promise.resolve(Buffer.alloc(bytes, ' '));
}

/** Bytes, paths and headings that must stop before any handler, and what the caller is told. */
export const BAD_BYTES: readonly Exchange[] = [
  http('a body that is not JSON', 400, 'expected JSON, got play thriller', { body: 'play thriller' }),
  http('an empty body', 400, 'expected JSON, got nothing', { body: '' }),
  http('truncated JSON', 400, 'expected JSON, got', { body: good.slice(0, -2) }),
  http('broken UTF-8', 400, 'expected UTF-8 text, got bytes', { body: withBrokenText(Buffer.from(good)) }),
  http('lists nested 400,000 deep', 400, 'utterance: expected a string, got a list', {
    body: `{"utterance":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
  }),
  http('a body of another type', 415, 'application/json', { headers: { 'content-type': 'text/plain' } }),
  http('a body of no type', 415, 'application/json', { headers: {}, body: Buffer.from(good) }),
  http('an unknown encoding', 415, 'nonsense', { headers: { ...JSON_TYPE, 'content-encoding': 'nonsense' } }),
  http('a body that is no gzip but says so', 400, '', { headers: GZIP }),
  http('a body of 5 MB', 413, TOO_LARGE, { body: Buffer.alloc(5_000_000, ' ') }),
  http('a body of 5 MB without a length', 413, TOO_LARGE, { body: pieces(50, 100_000) }),
  http('a body of 1 MiB and a byte', 413, TOO_LARGE, { body: good.padEnd(MIB + 1) }),
  http('a gzipped body that holds 50 MB', 413, TOO_LARGE, {
    headers: GZIP,
    body: gzipSync(Buffer.alloc(50_000_000, ' ')),
  }),
  http('an unknown route', 404, '/v1/nothing', { path: '/v1/nothing' }),
  http('a route that does not decode', 404, '/%ff/%', { path: '/%ff/%' }),
  http('GET of what is to be posted', 404, 'GET /v1/resolve', { method: 'GET' }),
  http('a question without an NLU', 409, 'TIEBREAK_NLU', { path: '/v1/ask' }),
  http('an outcome, which nobody records yet', 501, 'RecordOutcome', { path: '/v1/outcome' }),
  method('Ask', 'FAILED_PRECONDITION', 'TIEBREAK_NLU'),
  method('RecordOutcome', 'UNIMPLEMENTED'),
  method('Nothing', 'UNIMPLEMENTED'),
  ...grpc('a truncated frame', 'INTERNAL', 'deserializing', (bytes) => bytes.subarray(0, -3)),
  ...grpc('a string that is not UTF-8', 'INTERNAL', 'deserializing', withBrokenText),
  ...grpc('groups nested 400,000 deep', 'INTERNAL', 'deserializing', () => Buffer.alloc(DEEP, 0x7b)),
  ...grpc('a message of 5 MB', 'RESOURCE_EXHAUSTED', '5000000 vs 1048576', (bytes) => padded(bytes, 5_000_000)),
  ...grpc('a message of 1 MiB and a byte', 'RESOURCE_EXHAUSTED', '1048577 vs 1048576', (bytes) =>
    padded(bytes, MIB + 1),
  ),
  ...grpc(
    'a gzipped message that holds 5 MB',
    'RESOURCE_EXHAUSTED',
    'decompresses to a size larger than 1048576',
    (bytes) => padded(bytes, 5_000_000),
    'gzip',
  ),
];
