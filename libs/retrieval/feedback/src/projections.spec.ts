import fc from 'fast-check';
import { acts, eventOf, impressionOf, MINUTE, NOON, positioned, shows } from '../test/entries';
import { FEEDBACK_ACTIONS } from './check-event';
import { decodeEntry, encodeEntry, type LogEntry, type NewLogEntry } from './log-entry';
import { DEFAULT_PROJECTIONS, Projections } from './projections';

const SHOWN = ['a', 'b', 'c'];

const impressions = fc
  .tuple(fc.nat(30), fc.nat(3), fc.constantFrom('', 'u', 'v'), fc.constantFrom('', 'tv'))
  .map(([id, day, userId, device]) =>
    shows(
      impressionOf(`i${id}`, SHOWN, { userId, context: { device, attributes: {} }, at: NOON + day * 1440 * MINUTE }),
    ),
  );
const events = fc
  .tuple(fc.nat(1_000), fc.nat(30), fc.constantFrom(...SHOWN, 'z'), fc.constantFrom(...FEEDBACK_ACTIONS), fc.nat(3))
  .map(([id, impression, entity, action, day]) =>
    acts(eventOf(`e${id}`, `i${impression}`, entity, action, { occurredAt: NOON + (day * 1440 + 1) * MINUTE })),
  );

/** A log: what is in it twice is in it once. */
const logs: fc.Arbitrary<LogEntry[]> = fc
  .array(fc.oneof(impressions, events), { maxLength: 80 })
  .map((entries) => positioned([...new Map(entries.map((entry) => [encodeEntry(entry).key, entry])).values()]));

const foldOf = (entries: readonly LogEntry[], from = new Projections(DEFAULT_PROJECTIONS)): Projections => {
  for (const entry of entries) from.take(entry);
  return from;
};

describe('projections', () => {
  it('are the same, to the bit, when the log is read in two parts with a restart between', () => {
    fc.assert(
      fc.property(logs, fc.nat(80), (log, cut) => {
        const first = foldOf(log.slice(0, cut)).serialise();
        const resumed = foldOf(log.slice(cut), Projections.restore(first));
        expect(resumed.serialise()).toBe(foldOf(log).serialise());
      }),
    );
  });

  it('are the same from what was written as from what is read', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const read = log.map((entry) => decodeEntry({ ...encodeEntry(entry), position: entry.position }));
        expect(foldOf(read).serialise()).toBe(foldOf(log).serialise());
      }),
    );
  });

  it('give every impression one outcome at most, and exactly one once its window is over', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const end: NewLogEntry = acts(eventOf('end', 'none', 'x'), NOON + 30 * 1440 * MINUTE);
        const projections = new Projections(DEFAULT_PROJECTIONS);
        const outcomes = positioned([...log, end]).flatMap((entry) => projections.take(entry).outcomes);
        const ids = outcomes.map(({ impressionId }) => impressionId);
        const shown = log.flatMap((entry) => (entry.kind === 'impression' ? [entry.impression.id] : []));
        expect(ids.toSorted()).toEqual(shown.toSorted());
      }),
    );
  });

  it('say how deep every strategy had to look for what was confirmed', () => {
    const projections = foldOf(positioned([shows(impressionOf('i', ['a', 'b', 'c', 'd']))]));
    const { outcomes } = projections.take({ ...acts(eventOf('e', 'i', 'b')), position: 2 });
    expect(outcomes).toMatchObject([
      {
        impressionId: 'i',
        decisionFeatures: [1, NaN, 0.25],
        jointPropensity: 0.125,
        confirmed: { entityId: 'b', ranks: { lexical: 2, memory: 3 } },
      },
    ]);
  });

  it('differ when one event differs', () => {
    const log = [shows(impressionOf('i', SHOWN)), acts(eventOf('e', 'i', 'a'))];
    const other = [log[0]!, acts(eventOf('e', 'i', 'a', 'like'))];
    expect(foldOf(positioned(log)).serialise()).not.toBe(foldOf(positioned(other)).serialise());
  });

  it('of another version are not taken up', () => {
    const text = foldOf([]).serialise();
    expect(Projections.restore(text.replace('"version":1', '"version":2'))).toBeUndefined();
  });
});

describe('a log entry', () => {
  it('of a later release is refused', () => {
    const stored = { ...encodeEntry(acts(eventOf('e', 'i', 'a'))), version: 9, position: 7 };
    expect(() => decodeEntry(stored)).toThrow('log entry 7: expected version 1, got 9; use the release that wrote it');
  });
});
