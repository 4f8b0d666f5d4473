import { describeOnEach } from '@tiebreak/database/testing';
import { Replicas } from '../test/replicas';

describeOnEach('a versioned store', (kind) => {
  const replicas = new Replicas(kind);

  it('holds nothing at first, then what was written last, with its place in the log', async () => {
    const { q2e } = await replicas.open();
    expect(await q2e.read()).toBeUndefined();
    expect(await q2e.write(0, { epoch: 1, position: 7, state: 'é"\u202e' })).toBe(true);
    const first = await q2e.read();
    expect(first).toMatchObject({ epoch: 1, position: 7, state: 'é"\u202e' });
    expect(await q2e.write(first!.version, { epoch: 2, position: 3, state: '' })).toBe(true);
    await replicas.closeAll();
    expect(await (await replicas.open()).q2e.read()).toMatchObject({ epoch: 2, position: 3, state: '' });
  });

  it('lets one of many replace a version, and refuses the others', async () => {
    const all = await Promise.all([replicas.open(), replicas.open(), replicas.open()]);
    const policies = all.map((stores) => stores.policy<{ by: number }>('bandit'));
    for (let round = 0; round < 5; round++) {
      const version = (await policies[0]!.read())?.version ?? 0;
      const wins = await Promise.all(
        policies.map((policy, by) => policy.write(version, { epoch: 1, position: round, state: { by } })),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect((await policies[1]!.read())!.state).toEqual({ by: wins.indexOf(true) });
    }
    expect(await policies[0]!.write(0, { epoch: 1, position: 9, state: { by: 9 } })).toBe(false);
  });

  it('keeps the states of policies apart', async () => {
    const stores = await replicas.open();
    await stores.policy('a').write(0, { epoch: 1, position: 1, state: [1] });
    expect(await stores.policy('b').read()).toBeUndefined();
    expect(await stores.q2e.read()).toBeUndefined();
  });
});
