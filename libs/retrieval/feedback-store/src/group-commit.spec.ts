import { acts, eventOf } from '../test/entries';
import type { EntryColumns } from './entry-columns';
import { type Committed, GroupCommit } from './group-commit';

/** A database that commits when it is told to, and knows the ids that end in "twice". */
class SlowDatabase {
  readonly groups: (readonly string[])[] = [];
  private last = 0;
  private readonly release: (() => void)[] = [];

  readonly commit = async ({ key }: EntryColumns): Promise<Committed> => {
    this.groups.push(key);
    await new Promise<void>((resolve) => this.release.push(resolve));
    if (key.some((id) => id.endsWith('broken'))) throw new Error('disk full');
    const before = this.last;
    return { epoch: 1, before, positions: key.map((id) => (id.endsWith('twice') ? null : ++this.last)) };
  };

  async finish(): Promise<void> {
    this.release.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const events = (...ids: string[]) => ids.map((id) => acts(eventOf(id, 'i')));

describe('group commit', () => {
  it('writes what comes while a transaction runs in the next one, and tells every caller of its own', async () => {
    const database = new SlowDatabase();
    const group = new GroupCommit(database.commit);
    const answers = [events('a'), events('b', 'twice'), events('twice'), events('c')].map((some) => group.append(some));
    await database.finish();
    await database.finish();
    expect(database.groups).toEqual([['e:a'], ['e:b', 'e:twice', 'e:twice', 'e:c']]);
    expect(await Promise.all(answers)).toEqual([
      { epoch: 1, before: 0, after: 1, positions: [1] },
      { epoch: 1, before: 1, after: 2, positions: [2, undefined] },
      { epoch: 1, before: 2, after: 2, positions: [undefined] },
      { epoch: 1, before: 2, after: 3, positions: [3] },
    ]);
  });

  it('tells those whose transaction failed, and goes on with the others', async () => {
    const database = new SlowDatabase();
    const group = new GroupCommit(database.commit);
    const failing = expect(group.append(events('broken'))).rejects.toThrow('disk full');
    const next = group.append(events('a'));
    await database.finish();
    await failing;
    await database.finish();
    expect((await next).positions).toEqual([1]);
    await group.idle();
  });

  it('does not let a group grow without end', async () => {
    const database = new SlowDatabase();
    const group = new GroupCommit(database.commit);
    const many = Array.from({ length: 4_000 }, (_, i) => `e${i}`);
    const answers = [events('first'), events(...many), events(...many), events('last')].map((some) =>
      group.append(some),
    );
    for (let i = 0; i < 3; i++) await database.finish();
    expect(database.groups.map(({ length }) => length)).toEqual([1, 4_000, 4_001]);
    await Promise.all(answers);
  });
});
