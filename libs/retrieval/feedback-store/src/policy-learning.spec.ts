import {
  DEFAULT_PROJECTIONS,
  type ImpressionOutcome,
  learnFromLog,
  learnOutcomes,
  outcomesOf,
  trainingRows,
} from '@tiebreak/feedback';
import { describeOnEach } from '@tiebreak/database/testing';
import { acts, eventOf, impressionOf, shows } from '../test/entries';
import { Replicas } from '../test/replicas';

/** A policy that remembers what it has learned, in order: learning twice or leaving out would show. */
const learn = (seen: readonly string[], outcomes: readonly ImpressionOutcome[]): readonly string[] => [
  ...seen,
  ...outcomes.map(({ impressionId }) => impressionId),
];
const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `i${from + i}`);

describeOnEach('a policy shared by replicas', (kind) => {
  const replicas = new Replicas(kind);

  it('learns every outcome once, whoever learns what, and how often', async () => {
    const all = await Promise.all([replicas.open(), replicas.open()]);
    const entries = ids(0, 30).flatMap((id) => [shows(impressionOf(id)), acts(eventOf(`e${id}`, id))]);
    await all[0].log.append(entries.slice(0, 40));
    const store = all.map((stores) => stores.policy<readonly string[]>('seen'));
    await Promise.all(all.map(({ log }, i) => learnFromLog(store[i]!, log, DEFAULT_PROJECTIONS, [], learn)));
    expect((await store[0]!.read())!.state).toEqual(ids(0, 20));

    await all[0].log.append(entries.slice(40));
    const outcomes = ids(20, 30).map((impressionId, i) => ({ impressionId, position: 42 + 2 * i }) as never);
    const batch = { epoch: 1, since: 40, until: 60, outcomes };
    await Promise.all([0, 1, 0, 1].map((i) => learnOutcomes(store[i]!, batch, [], learn)));
    expect(await store[1]!.read()).toMatchObject({ position: 60, state: ids(0, 30) });
  });

  it('does not learn what comes after a gap, nor of a log that is no more', async () => {
    const policy = (await replicas.open()).policy<readonly string[]>('seen');
    const batch = { epoch: 1, since: 5, until: 6, outcomes: [{ impressionId: 'x', position: 6 } as never] };
    expect(await learnOutcomes(policy, batch, [], learn)).toBeUndefined();
    await policy.write(0, { epoch: 2, position: 0, state: ['kept'] });
    expect(await learnOutcomes(policy, { ...batch, since: 0 }, [], learn)).toBeUndefined();
    expect((await policy.read())!.state).toEqual(['kept']);
  });

  it('learns a log anew from which entries were deleted', async () => {
    const { log, policy } = await replicas.open();
    await log.append(
      ['jane', 'joe'].flatMap((user, i) => [shows(impressionOf(`i${i}`, user)), acts(eventOf(`e${i}`, `i${i}`))]),
    );
    const store = policy<readonly string[]>('seen');
    await learnFromLog(store, log, DEFAULT_PROJECTIONS, [], learn);
    await log.forget('jane');
    await learnFromLog(store, log, DEFAULT_PROJECTIONS, [], learn);
    expect((await store.read())!.state).toEqual(['i1']);
  });
});

describeOnEach('what is made of a whole log', (kind) => {
  const replicas = new Replicas(kind);

  it('is a training row for every result, with what the ranker saw and the grade it earned', async () => {
    const { log } = await replicas.open();
    await log.append([
      ...[shows(impressionOf('i')), shows(impressionOf('j'))],
      ...[acts(eventOf('e1', 'i', 'b')), acts({ ...eventOf('e2', 'i', 'b'), action: 'favorite' })],
    ]);
    const rows = [];
    for await (const impression of trainingRows(log, DEFAULT_PROJECTIONS.rules)) rows.push(...impression);
    expect(
      rows.map(({ impressionId, entityId, position, grade }) => [impressionId, entityId, position, grade]),
    ).toEqual([
      ['i', 'a', 1, 0],
      ['i', 'b', 2, 3],
      ['j', 'a', 1, 0],
      ['j', 'b', 2, 0],
    ]);
    expect(rows[1]!.features).toEqual([1, NaN, 0.1 + 0.2]);
  });

  it('is an outcome for every impression that was confirmed or is over', async () => {
    const { log } = await replicas.open();
    const later = impressionOf('i').at + 2 * DEFAULT_PROJECTIONS.rules.attributionMs;
    await log.append([shows(impressionOf('i')), shows(impressionOf('j')), acts(eventOf('e', 'j', 'b'))]);
    await log.append([shows(impressionOf('open'), later)]);
    const outcomes = [];
    for await (const batch of outcomesOf(log, DEFAULT_PROJECTIONS)) outcomes.push(...batch.outcomes);
    expect(outcomes.map(({ impressionId, confirmed, position }) => [impressionId, confirmed, position])).toEqual([
      ['j', { entityId: 'b', ranks: { lexical: 2 } }, 3],
      ['i', undefined, 4],
    ]);
  });
});
