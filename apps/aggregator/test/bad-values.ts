import {
  entries,
  goodRequest,
  slots,
  withFields,
  withHypothesis,
  withMany,
  withScores,
  withSlot,
} from './good-request';
import { type Target, TARGETS } from './servers';

/** A field that must be named, what it should have been, and what came. */
export type Wrong = readonly [field: string, expected: string, actual: string];

/** A request that decodes but breaks the contract: INVALID_ARGUMENT over gRPC, 400 over HTTP. */
export interface BadValue {
  readonly title: string;
  /** In the shape of proto3 JSON; over HTTP numbers that JSON lacks are written as strings. */
  readonly request: unknown;
  readonly wrong: Partial<Record<Target, readonly Wrong[]>>;
}

const everywhere = (title: string, request: object, ...wrong: Wrong[]): BadValue => ({
  title,
  request,
  wrong: Object.fromEntries(TARGETS.map((target) => [target, wrong])),
});
/** What protobuf's types already rule out, so that JSON alone can say it. */
const inJson = (title: string, request: unknown, ...wrong: Wrong[]): BadValue => ({
  title,
  request,
  wrong: { HTTP: wrong },
});
/** The aggregator takes more than a domain's service does. */
const apart = (title: string, request: object, aggregator: Wrong[], reranker: Wrong[]): BadValue => ({
  title,
  request,
  wrong: {
    ...(aggregator.length === 0 ? {} : { Resolve: aggregator, HTTP: aggregator }),
    ...(reranker.length === 0 ? {} : { Rerank: reranker }),
  },
});

const FIRST = 'hypotheses[0]';
const SLOT = `${FIRST}.slots[0]`;
const PROBABILITY = 'a probability in [0, 1]';
const [first, second] = goodRequest.hypotheses;

const probabilities: BadValue[] = [
  ...(['domain', 'intent', 'ner'] as const).flatMap((score) => [
    everywhere(`a ${score} score above 1`, withScores({ [score]: 1.2 }), [
      `${FIRST}.scores.${score}`,
      PROBABILITY,
      '1.2',
    ]),
    everywhere(`a negative ${score} score`, withScores({ [score]: -0.1 }), [
      `${FIRST}.scores.${score}`,
      PROBABILITY,
      '-0.1',
    ]),
    everywhere(`no ${score} score`, withScores({ [score]: undefined }), [
      `${FIRST}.scores.${score}`,
      PROBABILITY,
      'nothing',
    ]),
  ]),
  ...[NaN, Infinity, -Infinity].map((score) =>
    everywhere(`a score of ${score}`, withScores({ ner: score }), [`${FIRST}.scores.ner`, PROBABILITY, String(score)]),
  ),
  everywhere(
    'no scores',
    withHypothesis({ scores: undefined }),
    ...(['domain', 'intent', 'ner'] as const).map((score): Wrong => [
      `${FIRST}.scores.${score}`,
      PROBABILITY,
      'nothing',
    ]),
  ),
  everywhere('a slot confidence above 1', withSlot({ confidence: 1.5 }), [`${SLOT}.confidence`, PROBABILITY, '1.5']),
  everywhere('a slot confidence of NaN', withSlot({ confidence: NaN }), [`${SLOT}.confidence`, PROBABILITY, 'NaN']),
  everywhere('an infinite signal', withHypothesis({ signals: { entity_match: -Infinity } }), [
    `${FIRST}.signals.entity_match`,
    'a finite number',
    '-Infinity',
  ]),
  everywhere('a signal of NaN', withHypothesis({ signals: { entity_match: NaN } }), [
    `${FIRST}.signals.entity_match`,
    'a finite number',
    'NaN',
  ]),
];

const offsets: BadValue[] = [
  everywhere('an end before its start', withSlot({ end: 3 }), [`${SLOT}.end`, 'an offset after start 5', '3']),
  everywhere('an end at its start', withSlot({ end: 5 }), [`${SLOT}.end`, 'an offset after start 5', '5']),
  everywhere('an end past the utterance', withSlot({ end: 14 }), [
    `${SLOT}.end`,
    'at most 13, the length of the utterance',
    '14',
  ]),
  everywhere('a start alone', withSlot({ end: undefined }), [`${SLOT}.end`, 'both offsets or neither', 'nothing']),
  everywhere('an end alone', withSlot({ start: undefined }), [`${SLOT}.start`, 'both offsets or neither', 'nothing']),
  inJson('a fractional offset', withSlot({ end: 12.5 }), [
    `${SLOT}.end`,
    'a whole number from 0 to 4294967295',
    '12.5',
  ]),
];

const names: BadValue[] = [
  everywhere('an id twice', withFields({ hypotheses: [first, { ...second, id: 'album' }] }), [
    'hypotheses[1].id',
    'an id unlike that of hypotheses[0]',
    'album',
  ]),
  everywhere(
    'an id that an empty one becomes',
    withFields({
      hypotheses: [
        { ...first, id: 'h1' },
        { ...second, id: '' },
      ],
    }),
    ['hypotheses[1].id', 'an id unlike that of hypotheses[0]', 'h1'],
  ),
  everywhere('an empty intent', withHypothesis({ intent: '' }), [`${FIRST}.intent`, 'a non-empty string', '""']),
  everywhere('an empty domain', withHypothesis({ domain: '' }), [`${FIRST}.domain`, 'a non-empty string', '""']),
  everywhere('an empty slot name', withSlot({ name: '' }), [`${SLOT}.name`, 'a non-empty string', '""']),
  everywhere('an empty slot value', withSlot({ value: '' }), [`${SLOT}.value`, 'a non-empty string', '""']),
  apart(
    "another domain's hypothesis",
    withHypothesis({ domain: 'Books' }),
    [],
    [[`${FIRST}.domain`, '"Music", the domain of this service', 'Books']],
  ),
];

const crowds: BadValue[] = [
  apart(
    'no hypotheses',
    withMany(0),
    [['hypotheses', '1 to 256 hypotheses', 'none']],
    [['hypotheses', '1 to 64 hypotheses', 'none']],
  ),
  apart(
    '65 hypotheses of one domain',
    withMany(65),
    [['hypotheses', 'at most 64 hypotheses of one domain', '65 of Music']],
    [['hypotheses', 'at most 64 elements', '65 elements']],
  ),
  apart(
    '65 hypotheses of one domain among 100',
    withMany(100, (i) => (i < 65 ? 'Music' : 'Books')),
    [['hypotheses', 'at most 64 hypotheses of one domain', '65 of Music']],
    [['hypotheses', 'at most 64 elements', '100 elements']],
  ),
  apart(
    '257 hypotheses',
    withMany(257, (i) => `Domain ${i % 5}`),
    [['hypotheses', 'at most 256 elements', '257 elements']],
    [['hypotheses', 'at most 64 elements', '257 elements']],
  ),
  everywhere('65 signals', withHypothesis({ signals: entries(65, 0.5) }), [
    `${FIRST}.signals`,
    'at most 64 entries',
    '65 entries',
  ]),
  everywhere('65 slots', withHypothesis({ slots: slots(65) }), [
    `${FIRST}.slots`,
    'at most 64 elements',
    '65 elements',
  ]),
  everywhere('65 attributes', withFields({ context: { device: '', attributes: entries(65, 'x') } }), [
    'context.attributes',
    'at most 64 entries',
    '65 entries',
  ]),
];

const texts: BadValue[] = [
  everywhere('a slot value of 10,000 characters', withSlot({ value: 'x'.repeat(10_000) }), [
    `${SLOT}.value`,
    'at most 1000 characters',
    '10000 characters',
  ]),
  everywhere('an utterance of 1,001 characters', withFields({ utterance: 'play thriller'.padEnd(1_001) }), [
    'utterance',
    'at most 1000 characters',
    '1001 characters',
  ]),
  everywhere('a device of 201 characters', withFields({ context: { device: 'x'.repeat(201), attributes: {} } }), [
    'context.device',
    'at most 200 characters',
    '201 characters',
  ]),
  everywhere('a request id of 201 characters', withFields({ requestId: 'x'.repeat(201) }), [
    'requestId',
    'at most 200 characters',
    '201 characters',
  ]),
  everywhere(
    'a bad value under a name of 200,000 characters',
    withFields({ context: { device: '', attributes: { ['x'.repeat(200_000)]: 'y'.repeat(1_001) } } }),
    [`context.attributes.${'x'.repeat(57)}...`, 'a name of 1 to 200 characters', '200000 characters'],
    [`context.attributes.${'x'.repeat(57)}...`, 'at most 1000 characters', '1001 characters'],
  ),
  everywhere(
    'a signal whose name is cut in the middle of a character',
    withHypothesis({ signals: { ['😀'.repeat(101)]: 1 } }),
    [`${FIRST}.signals.${'😀'.repeat(28)}\ufffd...`, 'a name of 1 to 200 characters', '202 characters'],
  ),
];

const types: BadValue[] = [
  inJson('a string for a list', withFields({ hypotheses: 'album' }), ['hypotheses', 'a list', 'album']),
  inJson('a number for a string', withFields({ locale: 7 }), ['locale', 'a string', '7']),
  inJson(
    'a list for an object',
    withHypothesis({ scores: [0.9, 0.9, 0.9] }),
    [`${FIRST}.scores`, 'an object', '[0.9,0.9,0.9]'],
    ...(['domain', 'intent', 'ner'] as const).map((score): Wrong => [
      `${FIRST}.scores.${score}`,
      PROBABILITY,
      'nothing',
    ]),
  ),
  inJson('a word for a number', withScores({ ner: 'high' }), [`${FIRST}.scores.ner`, PROBABILITY, 'high']),
  inJson('a word for a flag', withFields({ explain: 'yes' }), ['explain', 'true or false', 'yes']),
  inJson(
    'a number for a slot',
    withHypothesis({ slots: [7] }),
    [SLOT, 'an object', '7'],
    [`${SLOT}.name`, 'a non-empty string', 'nothing'],
    [`${SLOT}.value`, 'a non-empty string', 'nothing'],
  ),
  inJson('a list for the request', [], ['', 'an object', '[]'], ['hypotheses', '1 to 256 hypotheses', 'none']),
  inJson('half a character', withFields({ utterance: 'play thriller \ud83d' }), [
    'utterance',
    'well-formed Unicode',
    '"play thriller \\ud83d"',
  ]),
  inJson('half a character in a name', withHypothesis({ signals: { '\ud83d': 1 } }), [
    `${FIRST}.signals.\ufffd`,
    'well-formed Unicode',
    '1',
  ]),
];

export const BAD_VALUES: readonly BadValue[] = [...probabilities, ...offsets, ...names, ...crowds, ...texts, ...types];
