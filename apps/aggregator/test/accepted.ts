import { gzipSync } from 'node:zlib';
import { padded } from '@tiebreak/conformance';
import { type Exchange, grpc, http, JSON_TYPE, MIB } from './exchanges';
import { goodRequest, withFields, withHypothesis, withScores } from './good-request';

const asJson = (title: string, json: object): Exchange => http(title, 200, '', { body: JSON.stringify(json) });

/** The good request's original field names, in place of their lowerCamelCase ones. */
const originalNames = JSON.stringify(goodRequest)
  .replaceAll('"requestId"', '"request_id"')
  .replaceAll('"entityId"', '"entity_id"');

/** Unknown field 31 of the request, a string. */
const UNKNOWN_FIELD = Buffer.from([0xfa, 0x01, 3, 0x6e, 0x65, 0x77]);

/** Unusual but legal: each gets the good request's own answer. */
export const ACCEPTED: readonly Exchange[] = [
  asJson('an unknown field of the request', withFields({ newField: { nested: [1] } })),
  asJson('an unknown field of a hypothesis', withHypothesis({ newField: 'x' })),
  asJson('an unknown field of the scores', withScores({ newField: 'x' })),
  http('original field names', 200, '', { body: originalNames }),
  asJson(
    'defaults written out',
    withFields({ explain: false, upstreamVersions: {}, context: { device: 'phone', attributes: {} } }),
  ),
  asJson('null for what is absent', withFields({ upstreamVersions: null, locale: null, explain: null })),
  asJson('defaults left out', {
    utterance: goodRequest.utterance,
    context: { device: 'phone' },
    hypotheses: goodRequest.hypotheses.map((hypothesis) => ({
      ...hypothesis,
      slots: hypothesis.slots.map((slot) => ({ ...slot, entityId: undefined })),
      signals: undefined,
    })),
  }),
  asJson('numbers written as strings', withScores({ domain: '0.98', intent: '97e-2' })),
  http('a body of exactly 1 MiB', 200, '', { body: JSON.stringify(goodRequest).padEnd(MIB) }),
  http('a gzipped body', 200, '', {
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify(goodRequest)),
  }),
  http('JSON under a type of its own', 200, '', { headers: { 'content-type': 'application/vnd.tiebreak+json' } }),
  ...grpc('an unknown field', 'OK', '', (good) => Buffer.concat([good, UNKNOWN_FIELD])),
  ...grpc('a message of exactly 1 MiB', 'OK', '', (good) => padded(good, MIB)),
  ...grpc('a gzipped message', 'OK', '', (good) => good, 'gzip'),
  ...grpc('a default written out', 'OK', '', (good) => Buffer.concat([good, Buffer.from([0x30, 0])])),
];
