import type { LogEntry, NewLogEntry } from '@tiebreak/feedback';
import { describeOnEach } from '@tiebreak/database/testing';
import { acts, eventOf, impressionOf, NOON, shows } from '../test/entries';
import { Replicas } from '../test/replicas';

const withoutPosition = ({ position: _, ...entry }: LogEntry): NewLogEntry => entry;

describeOnEach('the event log', (kind) => {
  const replicas = new Replicas(kind);

  it('gives back what was appended, in order, missing numbers and strange words included', async () => {
    const { log } = await replicas.open();
    const strange = 'a\u202e\u200b "; DROP TABLE log; -- \\ \u0001 🎵';
    const entries = [
      shows({ ...impressionOf('i', 'u'), query: strange }),
      acts({ ...eventOf('e1', 'i'), entityId: strange }),
      acts({ ...eventOf('e2', 'i'), action: 'play', value: 0.1 }),
    ];
    const { positions, before, after } = await log.append(entries);
    expect([positions, before, after]).toEqual([[1, 2, 3], 0, 3]);
    const page = await log.read(0, 10);
    expect(page.entries.map(withoutPosition)).toEqual(entries);
    expect(page.entries.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect((await log.read(1, 1)).entries.map(({ position }) => position)).toEqual([2]);
    expect(await log.head()).toEqual({ epoch: page.epoch, position: 3 });
  });

  it('keeps one entry of an id, the first', async () => {
    const { log } = await replicas.open();
    const again = [acts(eventOf('e', 'i')), acts(eventOf('e', 'j')), acts(eventOf('f', 'i'))];
    expect((await log.append(again)).positions.map((position) => position === undefined)).toEqual([false, true, false]);
    expect((await log.append([acts(eventOf('e', 'k'))])).positions).toEqual([undefined]);
    expect((await log.append([shows(impressionOf('e'))])).positions).not.toEqual([undefined]);
    const { entries } = await log.read(0, 10);
    expect(entries.map((entry) => entry.kind === 'event' && entry.event.impressionId)).toEqual(['i', 'i', false]);
  });

  it('holds everything that replicas wrote at once, once, in one order that all of them read', async () => {
    const all = await Promise.all([replicas.open(), replicas.open(), replicas.open()]);
    const appended = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        // Every event is sent to two replicas.
        [all[i % 3]!, all[(i + 1) % 3]!].map(({ log }) =>
          log.append([acts(eventOf(`e${i}`, 'i')), acts(eventOf(`f${i}`, 'i'))]),
        ),
      ).flat(),
    );
    const pages = await Promise.all(all.map(({ log }) => log.read(0, 1_000)));
    const ids = pages[0]!.entries.map((entry) => (entry.kind === 'event' ? entry.event.eventId : ''));
    expect(new Set(ids).size).toBe(120);
    expect(ids).toHaveLength(120);
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    const told = appended.flatMap(({ positions }) => positions.filter((position) => position !== undefined));
    expect(told.toSorted((a, b) => a - b)).toEqual(pages[0]!.entries.map(({ position }) => position));
    // What is said to lie between `before` and `after` are the entries that were appended, and no others.
    for (const { before, after, positions } of appended) {
      const between = pages[0]!.entries.filter(({ position }) => position > before && position <= after);
      expect(between.map(({ position }) => position)).toEqual(positions.filter((position) => position !== undefined));
    }
  });

  it('shows who reads while others write no later entry before an earlier one', async () => {
    const [writers, reader] = [await Promise.all([replicas.open(), replicas.open()]), await replicas.open()];
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, i) => writers[i % 2]!.log.append([acts(eventOf(`e${i}`, 'i'))])),
    );
    const seen: LogEntry[] = [];
    while (seen.length < 40) seen.push(...(await reader.log.read(seen.at(-1)?.position ?? 0, 7)).entries);
    await writing;
    expect(seen).toEqual((await reader.log.read(0, 100)).entries);
  });

  it('has after a restart what it had before', async () => {
    const first = await replicas.open();
    await first.log.append([shows(impressionOf('i')), acts(eventOf('e', 'i'))]);
    const before = await first.log.read(0, 10);
    await replicas.closeAll();
    expect(await (await replicas.open()).log.read(0, 10)).toEqual(before);
  });

  it('finds impressions by their ids', async () => {
    const { log } = await replicas.open();
    await log.append([shows(impressionOf('i')), shows(impressionOf('j')), acts(eventOf('k', 'i'))]);
    const found = await log.impressions(['j', 'k', 'none', 'i']);
    expect(found).toEqual(
      new Map([
        ['j', impressionOf('j')],
        ['i', impressionOf('i')],
      ]),
    );
  });

  it("forgets a user's impressions and the events on them, and nothing else, and says that it has changed", async () => {
    const { log } = await replicas.open();
    await log.append([
      ...[shows(impressionOf('i', 'jane')), shows(impressionOf('j', 'joe')), shows(impressionOf('k'))],
      ...[acts(eventOf('e1', 'i')), acts(eventOf('e2', 'j')), acts(eventOf('e3', 'k')), acts(eventOf('e4', 'none'))],
    ]);
    const { epoch } = await log.head();
    expect(await log.forget('nobody')).toBe(0);
    expect(await log.forget('')).toBe(0);
    expect((await log.head()).epoch).toBe(epoch);
    expect(await log.forget('jane')).toBe(2);
    const left = await log.read(0, 10);
    expect(left.epoch).toBe(epoch + 1);
    expect(left.entries.map(({ position }) => position)).toEqual([2, 3, 5, 6, 7]);
    expect((await log.append([acts(eventOf('e5', 'j'))])).positions).toEqual([8]);
  });

  it('expires what was logged before a time, and gives no position twice', async () => {
    const { log } = await replicas.open();
    await log.append([
      shows(impressionOf('i'), NOON),
      acts(eventOf('e', 'i'), NOON + 1),
      acts(eventOf('f', 'i'), NOON + 2),
    ]);
    expect(await log.expire(NOON + 1)).toBe(1);
    expect((await log.read(0, 10)).entries.map(({ position }) => position)).toEqual([2, 3]);
    expect(await log.expire(NOON + 10)).toBe(2);
    expect(await log.read(0, 10)).toMatchObject({ position: 3, entries: [] });
    expect((await log.append([acts(eventOf('g', 'i'))])).positions).toEqual([4]);
  });
});
