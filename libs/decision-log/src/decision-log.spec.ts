import type { DecisionLog } from '@tiebreak/live-calibration';
import { type DatabaseKind, describeOnEach, type TestDatabase } from '@tiebreak/database/testing';
import { decisionOf, NOON, reportOf } from '../test/decisions';
import { openDecisionLog } from './index';

describeOnEach('the decision log', (kind: DatabaseKind) => {
  let database: TestDatabase;
  const opened: DecisionLog[] = [];
  const open = async (): Promise<DecisionLog> => {
    opened.push(await openDecisionLog(database.location));
    return opened.at(-1)!;
  };
  beforeEach(async () => {
    database = await kind.make();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
    await database.remove();
  });

  it('gives back what was written, to the bit, with words or without', async () => {
    const log = await open();
    const decisions = [decisionOf('r'), decisionOf('s', NOON, 'play "dune"; DROP TABLE decision; -- 🎵')];
    await log.write(decisions);
    expect(await log.find('r')).toEqual(decisions[0]);
    expect(await log.find('s')).toEqual(decisions[1]);
    expect(await log.find('none')).toBeUndefined();
  });

  it('keeps the first decision and the first report of a request', async () => {
    const log = await open();
    await log.write([decisionOf('r', NOON), decisionOf('r', NOON + 5)]);
    await log.write([decisionOf('r', NOON + 9)]);
    expect((await log.find('r'))!.decidedAt).toBe(NOON);
    expect(await log.record(reportOf('r', 'a'))).toBe(true);
    expect(await log.record(reportOf('r', 'b'))).toBe(false);
    const { outcomes } = await log.read(0, 9);
    expect(outcomes).toEqual([{ position: 1, decision: decisionOf('r', NOON), report: reportOf('r', 'a') }]);
  });

  it('joins in any replica what another one decided, once, in one order that all of them read', async () => {
    const all = await Promise.all([open(), open(), open()]);
    const ids = Array.from({ length: 40 }, (_, i) => `r${i}`);
    const taken = await Promise.all(
      ids.map(async (id, i) => {
        await all[i % 3]!.write([decisionOf(id)]);
        // Every outcome is reported to two replicas at once.
        return Promise.all([all[(i + 1) % 3]!.record(reportOf(id, 'a')), all[(i + 2) % 3]!.record(reportOf(id, 'b'))]);
      }),
    );
    expect(taken.map((both) => both.filter(Boolean).length)).toEqual(ids.map(() => 1));
    const pages = await Promise.all(all.map((log) => log.read(0, 100)));
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    expect(pages[0]!.outcomes.map(({ position }) => position)).toEqual(ids.map((_, i) => i + 1));
    expect(new Set(pages[0]!.outcomes.map(({ decision }) => decision.requestId)).size).toBe(40);
  });

  it('is read page by page, and has after a restart what it had before', async () => {
    const log = await open();
    await log.write(['r', 's', 't'].map((id) => decisionOf(id)));
    for (const id of ['s', 'r', 't']) await log.record(reportOf(id));
    expect((await log.read(1, 1)).outcomes.map(({ decision }) => decision.requestId)).toEqual(['r']);
    expect(await log.read(3, 9)).toEqual({ epoch: 1, position: 3, outcomes: [] });
    const before = await log.read(0, 9);
    await Promise.all(opened.splice(0).map((one) => one.close()));
    expect(await (await open()).read(0, 9)).toEqual(before);
  });

  it('deletes old decisions with their outcomes, says that it has changed, and gives no position twice', async () => {
    const log = await open();
    await log.write([decisionOf('old', NOON), decisionOf('older', NOON - 1), decisionOf('new', NOON + 1)]);
    for (const id of ['old', 'new']) await log.record(reportOf(id));
    expect(await log.expire(NOON)).toBe(1);
    expect((await log.read(0, 9)).epoch).toBe(1);
    expect(await log.expire(NOON + 1)).toBe(1);
    const { epoch, outcomes } = await log.read(0, 9);
    expect([epoch, outcomes.map(({ position }) => position)]).toEqual([2, [2]]);
    expect(await log.find('old')).toBeUndefined();
    await log.write([decisionOf('old')]);
    await log.record(reportOf('old'));
    expect((await log.read(2, 9)).outcomes.map(({ position }) => position)).toEqual([3]);
  });

  it('is not made where it is to be there already', async () => {
    await expect(openDecisionLog(database.location, { create: false, patienceMs: 100 })).rejects.toThrow(/expected/);
  });
});
