import { randomUUID } from 'node:crypto';
import type { wire } from '@tiebreak/protocol';
import { type Changes, clickOf, many, searchFor } from './good-search';
import { encode, type Transport, TRANSPORTS } from './search-client';
import { answered, expectKnownAnswer, type SearchUnderTest } from './search-under-test';

/** An event that is not kept, and why; its batch is. */
interface BadEvent {
  readonly title: string;
  readonly changes: Changes;
  readonly reason: string;
  /** Protobuf's types already rule it out. */
  readonly inJsonAlone?: boolean;
}

const ACTIONS =
  'one of FEEDBACK_ACTION_CLICK, FEEDBACK_ACTION_PLAY, FEEDBACK_ACTION_LIKE, FEEDBACK_ACTION_FAVORITE, FEEDBACK_ACTION_SKIP';
const AMOUNT = 'a finite number, 0 or more';
const WHEN = 'a time since 1970, at most an hour from now';
const RFC_3339 = 'a time such as 2026-01-31T12:00:00Z';

const bad = (title: string, changes: Changes, field: string, expected: string, actual: string): BadEvent => ({
  ...{ title, changes, reason: `${field}: expected ${expected}, got ${actual}` },
});
const inJson = (event: BadEvent): BadEvent => ({ ...event, inJsonAlone: true });
const UNSPECIFIED = 'FEEDBACK_ACTION_UNSPECIFIED';

/** Events that no search service may keep. */
export const BAD_EVENTS: readonly BadEvent[] = [
  bad('no impression', { impressionId: '' }, 'impressionId', 'a non-empty string', '""'),
  bad('no entity', { entityId: '' }, 'entityId', 'a non-empty string', '""'),
  bad('an action that is none', { action: UNSPECIFIED }, 'action', ACTIONS, UNSPECIFIED),
  bad('a value of NaN', { value: NaN }, 'value', AMOUNT, 'NaN'),
  bad('an infinite value', { value: Infinity }, 'value', AMOUNT, 'Infinity'),
  bad('a negative value', { value: -1 }, 'value', AMOUNT, '-1'),
  bad('a time before 1970', { occurredAt: '1969-12-31T23:59:59.000Z' }, ...when('1969-12-31T23:59:59.000Z')),
  bad('a time far ahead', { occurredAt: '9999-01-01T00:00:00.000Z' }, ...when('9999-01-01T00:00:00.000Z')),
  bad(
    'a long impression id',
    { impressionId: 'x'.repeat(201) },
    'impressionId',
    'at most 200 characters',
    '201 characters',
  ),
  inJson(bad('an action in words', { action: 'loved' }, 'action', ACTIONS, 'loved')),
  inJson(bad('an action of no known number', { action: 99 }, 'action', ACTIONS, '99')),
  inJson(bad('a day that there is not', { occurredAt: '2026-02-30T00:00:00Z' }, ...time('2026-02-30T00:00:00Z'))),
  inJson(bad('a time without a zone', { occurredAt: '2026-01-31T12:00:00' }, ...time('2026-01-31T12:00:00'))),
  inJson(bad('a number for a time', { occurredAt: 1_700_000_000 }, ...time('1700000000'))),
];

function when(actual: string): [string, string, string] {
  return ['occurredAt', WHEN, actual];
}

function time(actual: string): [string, string, string] {
  return ['occurredAt', RFC_3339, actual];
}

/** Events are counted once by their ids, alone or in a crowd, and one that is wrong does not cost the others. */
export function describeFeedback(underTest: SearchUnderTest): void {
  const { client, known } = underTest;
  type Counts = wire.RecordFeedbackResponse;
  const none = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0, rejected: [] };

  const record = async (transport: Transport, events: readonly object[]): Promise<Counts> =>
    answered('RecordFeedback', await client().ask(transport, 'RecordFeedback', { events }));

  /** A click on a result of a search that was just made. */
  const freshClick = async (transport: Transport): Promise<object> => {
    const answer = await client().ask(transport, 'Search', searchFor(known));
    const { impressionId, results } = answered('Search', answer);
    return clickOf(randomUUID(), impressionId, results[0]!.entity!.id);
  };

  describe.each(TRANSPORTS)('told over %s what users did', (transport) => {
    it('accepts an event once, however often it comes', async () => {
      const event = await freshClick(transport);
      expect(await record(transport, [event])).toEqual({ ...none, accepted: 1 });
      expect(await record(transport, [event])).toEqual({ ...none, duplicates: 1 });
    });

    it('accepts one of two events of one id in one batch', async () => {
      const event = await freshClick(transport);
      expect(await record(transport, [event, event])).toEqual({ ...none, accepted: 1, duplicates: 1 });
    });

    it('keeps what belongs to no search that it knows', async () => {
      expect(await record(transport, [clickOf(randomUUID(), 'unknown', 'e')])).toEqual({ ...none, orphaned: 1 });
    });

    it('takes 1,000 events at once, and says what became of each', async () => {
      const event = await freshClick(transport);
      const actions = ['CLICK', 'PLAY', 'LIKE', 'FAVORITE', 'SKIP'].map((action) => `FEEDBACK_ACTION_${action}`);
      const events = many(1_000, (i) => ({ ...event, eventId: randomUUID(), action: actions[i % 5], value: i }));
      const { accepted, duplicates, orphaned, capped, rejected } = await record(transport, events);
      expect(accepted + duplicates + orphaned + capped + rejected.length).toBe(1_000);
      expect(rejected).toEqual([]);
      expect(accepted).toBeGreaterThan(0);
    });

    it.each(BAD_EVENTS.filter(({ inJsonAlone = false }) => transport === 'HTTP' || !inJsonAlone))(
      'rejects an event with $title and keeps the other of its batch',
      async ({ changes, reason }) => {
        const event = await freshClick(transport);
        const eventId = randomUUID();
        expect(await record(transport, [{ ...event, eventId, ...changes }, event])).toEqual({
          ...{ ...none, accepted: 1 },
          rejected: [{ eventId, reason }],
        });
        await expectKnownAnswer(underTest, transport);
      },
    );
  });

  it('rejects over gRPC an event whose action has a number of later versions, and keeps the other', async () => {
    const event = await freshClick('gRPC');
    // The last field of the first event, its action, and after it the event that is good.
    const first = encode('RecordFeedback', { events: [{ ...event, eventId: 'later', occurredAt: undefined }] });
    const bytes = Buffer.concat([
      first.subarray(0, -1),
      Buffer.from([99]),
      encode('RecordFeedback', { events: [event] }),
    ]);
    const answer = await client().callGrpc('RecordFeedback', bytes);
    expect(answered('RecordFeedback', answer)).toEqual({
      ...{ ...none, accepted: 1 },
      rejected: [{ eventId: 'later', reason: `action: expected ${ACTIONS}, got UNRECOGNIZED` }],
    });
  });

  it('takes events without a time, and over HTTP actions by number', async () => {
    const event = { ...(await freshClick('HTTP')), occurredAt: undefined };
    expect(await record('gRPC', [event])).toEqual({ ...none, accepted: 1 });
    expect(await record('HTTP', [{ ...event, eventId: randomUUID(), action: 2, value: 30 }])).toMatchObject({
      rejected: [],
    });
  });
}
