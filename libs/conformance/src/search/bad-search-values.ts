import { type Changes, clickOf, entries, hypothesisOf, type KnownQuery, many, searchFor, slot } from './good-search';
import type { Method } from './search-client';

/** A field that must be named, what it should have been, and what came. */
export type Wrong = readonly [field: string, expected: string, actual: string];

/** A request that decodes but breaks the contract: INVALID_ARGUMENT over gRPC, 400 over HTTP. */
export interface BadValue {
  readonly title: string;
  readonly method: Method;
  /** In the shape of proto3 JSON. */
  readonly request: unknown;
  readonly wrong: readonly Wrong[];
  /** Protobuf's types already rule it out. */
  readonly inJsonAlone?: boolean;
}

const PROBABILITY = 'a probability in [0, 1]';
const LIMIT = 'a whole number from 0 to 100';
const WORDS = 'words to search for, unless there are slots';
const TOO_LONG = (most: number, came: number): [string, string] => [`at most ${most} characters`, `${came} characters`];

/** Requests that no search service may answer. @param domains in the order in which the service has them */
export function badSearchValues(known: KnownQuery, domains: readonly string[]): BadValue[] {
  const served = `one of the domains served, ${domains.map((name) => `"${name}"`).join(', ')}`;
  const search = (title: string, changes: Changes, ...wrong: Wrong[]): BadValue => ({
    ...{ title, method: 'Search', wrong },
    request: searchFor(known, changes),
  });
  const inJson = (bad: BadValue): BadValue => ({ ...bad, inJsonAlone: true });
  const withSlot = (changes: Changes): Changes => ({ slots: [{ ...slot, ...changes }] });
  return [
    search('neither query nor slots', { query: '' }, ['query', WORDS, '""']),
    search('a blank query', { query: ' \t\n' }, ['query', WORDS, '" \\t\\n"']),
    search('a query of 1,001 characters', { query: 'x'.repeat(1_001) }, ['query', ...TOO_LONG(1_000, 1_001)]),
    search('a query of 100 KB', { query: 'dune '.repeat(20_000) }, ['query', ...TOO_LONG(1_000, 100_000)]),
    search('a domain that is not served', { domain: 'Podcasts' }, ['domain', served, 'Podcasts']),
    search('no domain', { domain: '' }, ['domain', served, '""']),
    search('a domain in small letters', { domain: known.domain.toLowerCase() }, [
      'domain',
      served,
      known.domain.toLowerCase(),
    ]),
    search(
      'a domain of 100 KB',
      { domain: 'x'.repeat(100_000) },
      ['domain', ...TOO_LONG(200, 100_000)],
      ['domain', served, `"${'x'.repeat(77)}..."`],
    ),
    search('a limit of 101', { limit: 101 }, ['limit', LIMIT, '101']),
    search('the largest limit that there is', { limit: 4_294_967_295 }, ['limit', LIMIT, '4294967295']),
    search('a request id of 201 characters', { requestId: 'x'.repeat(201) }, ['requestId', ...TOO_LONG(200, 201)]),
    search('a user id of 201 characters', { userId: 'x'.repeat(201) }, ['userId', ...TOO_LONG(200, 201)]),
    search('an intent of 201 characters', { intent: 'x'.repeat(201) }, ['intent', ...TOO_LONG(200, 201)]),
    search('65 slots', { slots: many(65, () => slot) }, ['slots', 'at most 64 elements', '65 elements']),
    search('a slot without a name', withSlot({ name: '' }), ['slots[0].name', 'a non-empty string', '""']),
    search('a slot without a value', withSlot({ value: '' }), ['slots[0].value', 'a non-empty string', '""']),
    search('a slot value of 1,001 characters', withSlot({ value: 'x'.repeat(1_001) }), [
      'slots[0].value',
      ...TOO_LONG(1_000, 1_001),
    ]),
    search('a slot confidence above 1', withSlot({ confidence: 1.5 }), ['slots[0].confidence', PROBABILITY, '1.5']),
    search('a slot confidence of NaN', withSlot({ confidence: NaN }), ['slots[0].confidence', PROBABILITY, 'NaN']),
    search('an end before its start', withSlot({ start: 5, end: 3 }), ['slots[0].end', 'an offset after start 5', '3']),
    search('a start alone', withSlot({ start: 5 }), ['slots[0].end', 'both offsets or neither', 'nothing']),
    search('a device of 201 characters', { context: { device: 'x'.repeat(201), attributes: {} } }, [
      'context.device',
      ...TOO_LONG(200, 201),
    ]),
    search('65 attributes', { context: { device: '', attributes: entries(65, 'x') } }, [
      'context.attributes',
      'at most 64 entries',
      '65 entries',
    ]),
    search('an attribute of 1,001 characters', { context: { device: '', attributes: { mood: 'x'.repeat(1_001) } } }, [
      'context.attributes.mood',
      ...TOO_LONG(1_000, 1_001),
    ]),
    search('two wrong fields', { limit: 101, domain: '' }, ['domain', served, '""'], ['limit', LIMIT, '101']),
    inJson(search('a negative limit', { limit: -1 }, ['limit', LIMIT, '-1'])),
    inJson(search('half a result', { limit: 1.5 }, ['limit', LIMIT, '1.5'])),
    inJson(search('a limit in words', { limit: 'ten' }, ['limit', LIMIT, 'ten'])),
    inJson(search('a number for a query', { query: 7 }, ['query', 'a string', '7'], ['query', WORDS, '7'])),
    inJson(search('a string for slots', { slots: 'dune' }, ['slots', 'a list', 'dune'])),
    inJson(search('a list for a context', { context: [] }, ['context', 'an object', '[]'])),
    inJson(search('a word for a flag', { explain: 'yes' }, ['explain', 'true or false', 'yes'])),
    inJson(search('half a character', { query: 'dune \ud83d' }, ['query', 'well-formed Unicode', '"dune \\ud83d"'])),
    {
      ...{ title: 'a list for the request', method: 'Search', request: [], inJsonAlone: true },
      wrong: [
        ['', 'an object', '[]'],
        ['domain', served, '""'],
        ['query', WORDS, 'nothing'],
      ],
    },
    ...badBatches(),
    ...badMatches(known),
  ];
}

function badBatches(): BadValue[] {
  const feedback = (title: string, events: unknown, wrong: Wrong, inJsonAlone = false): BadValue => ({
    ...{ title, method: 'RecordFeedback', request: { events }, wrong: [wrong], inJsonAlone },
  });
  const click = (id: string): object => clickOf(id, 'i', 'e');
  const ID = 'a non-empty string';
  return [
    feedback('no events', [], ['events', '1 to 1000 events', 'none']),
    feedback(
      '1,001 events',
      many(1_001, (i) => click(`e${i}`)),
      ['events', 'at most 1000 elements', '1001 elements'],
    ),
    feedback('an event without an id', [click('')], ['events[0].eventId', ID, '""']),
    feedback('one event of two without an id', [click('a'), click('')], ['events[1].eventId', ID, '""']),
    feedback('an event id of 201 characters', [click('x'.repeat(201))], ['events[0].eventId', ...TOO_LONG(200, 201)]),
    feedback('a word for events', 'click', ['events', 'a list', 'click'], true),
    feedback('a number for an event id', [{ ...click('a'), eventId: 7 }], ['events[0].eventId', 'a string', '7'], true),
  ];
}

function badMatches(known: KnownQuery): BadValue[] {
  const match = (title: string, hypotheses: readonly object[], ...wrong: Wrong[]): BadValue => ({
    ...{ title, method: 'MatchEntities', request: { hypotheses }, wrong },
  });
  const hypothesis = (changes: Changes): object => hypothesisOf(known, changes);
  return [
    match('no hypotheses', [], ['hypotheses', '1 to 256 hypotheses', 'none']),
    match(
      '257 hypotheses',
      many(257, (i) => hypothesis({ id: '', domain: `Domain ${i % 5}` })),
      ['hypotheses', 'at most 256 elements', '257 elements'],
    ),
    match(
      '65 hypotheses of one domain',
      many(65, () => hypothesis({ id: '' })),
      ['hypotheses', 'at most 64 hypotheses of one domain', `65 of ${known.domain}`],
    ),
    match(
      'an id twice',
      [hypothesis({}), hypothesis({})],
      ['hypotheses[1].id', 'an id unlike that of hypotheses[0]', 'h'],
    ),
    match(
      'a score above 1',
      [hypothesis({ scores: { domain: 0.9, intent: 1.2, ner: 0.5 } })],
      ['hypotheses[0].scores.intent', PROBABILITY, '1.2'],
    ),
    match(
      'an infinite signal',
      [hypothesis({ signals: { entity_match: Infinity } })],
      ['hypotheses[0].signals.entity_match', 'a finite number', 'Infinity'],
    ),
  ];
}
