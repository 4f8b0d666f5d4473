import type { FeedbackEvent } from '@tiebreak/feedback';
import fc from 'fast-check';
import { readFeedbackRequest, toRecordFeedbackRequestMessage, wire } from './index';

const NOW = Date.UTC(2026, 0, 31, 12);
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const event: fc.Arbitrary<FeedbackEvent> = fc.record(
  {
    eventId: id,
    impressionId: id,
    entityId: id,
    action: fc.constantFrom('click', 'play', 'like', 'favorite', 'skip'),
    value: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    occurredAt: fc.integer({ min: 0, max: NOW }),
  },
  { requiredKeys: ['eventId', 'impressionId', 'entityId', 'action', 'occurredAt'] },
);
const events = fc.array(event, { minLength: 1, maxLength: 20 });
const at = (occurredAt: unknown): unknown => {
  const click = { eventId: 'e', impressionId: 'i', entityId: 'x', action: 'FEEDBACK_ACTION_CLICK', occurredAt };
  const reading = readFeedbackRequest({ events: [click] }, NOW);
  return reading.ok && (reading.value.events[0]?.occurredAt ?? reading.value.rejected[0]!.reason);
};

describe('feedback', () => {
  it('comes over the wire unchanged', () => {
    fc.assert(
      fc.property(events, (sent) => {
        const bytes = wire.RecordFeedbackRequest.encode(toRecordFeedbackRequestMessage(sent)).finish();
        const reading = readFeedbackRequest(wire.RecordFeedbackRequest.decode(bytes), NOW);
        expect(reading).toEqual({ ok: true, value: { events: sent, rejected: [] } });
      }),
    );
  });

  it('comes through proto3 JSON unchanged, its times as RFC 3339', () => {
    fc.assert(
      fc.property(events, (sent) => {
        const { events: messages } = toRecordFeedbackRequestMessage(sent);
        const json = messages.map((message, i) => ({
          ...message,
          occurredAt: new Date(sent[i]!.occurredAt).toISOString(),
        }));
        const reading = readFeedbackRequest(JSON.parse(JSON.stringify({ events: json })), NOW);
        expect(reading).toEqual({ ok: true, value: { events: sent, rejected: [] } });
      }),
    );
  });

  it('has every event either among the kept or among the rejected', () => {
    const broken = fc.record({ eventId: id }, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(fc.oneof(event, broken), { minLength: 1, maxLength: 20 }), (given) => {
        const sent = given.map((one) => ('action' in one ? toRecordFeedbackRequestMessage([one]).events[0]! : one));
        const reading = readFeedbackRequest({ events: sent }, NOW);
        if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
        const { events: kept, rejected } = reading.value;
        expect(kept).toEqual(given.filter((one) => 'action' in one));
        expect(rejected.map(({ eventId }) => eventId)).toEqual(
          given.filter((one) => !('action' in one)).map(({ eventId }) => eventId),
        );
      }),
    );
  });

  it.each([
    ['2026-01-31T12:00:00Z', NOW],
    ['2026-01-31t12:00:00z', NOW],
    ['2026-01-31T13:30:00+01:30', NOW],
    ['2026-01-31T11:59:59.5Z', NOW - 500],
    ['2026-01-31T11:59:59.123456789Z', NOW - 877],
    ['1970-01-01T00:00:00Z', 0],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    [{ seconds: NOW / 1_000 - 1, nanos: 999_999_999 }, NOW - 1],
    [undefined, NOW],
  ])('occurred at %j', (given, ms) => {
    expect(at(given)).toBe(ms);
  });

  it.each([
    '2023-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:00:60Z',
    '2026-01-31 12:00:00Z',
    '2026-01-31',
    'yesterday',
    { seconds: 1e15, nanos: 0 },
    { seconds: 1, nanos: -1 },
    {},
  ])('did not occur at %j', (given) => {
    expect(at(given)).toMatch(/^occurredAt: expected a time such as/);
  });

  it('may occur an hour ahead of our clock and no later', () => {
    expect(at(new Date(NOW + 3_600_000).toISOString())).toBe(NOW + 3_600_000);
    expect(at(new Date(NOW + 3_600_001).toISOString())).toMatch(/^occurredAt: expected a time since 1970, at most/);
  });
});
