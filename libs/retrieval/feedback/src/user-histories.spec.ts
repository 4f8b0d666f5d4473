import type { Confirmation } from './attribution';
import { UserHistories } from './user-histories';

const chosen = (userId: string, entityId: string, domain = 'Music') =>
  ({ impression: { domain, userId }, entityId }) as Pick<Confirmation, 'impression' | 'entityId'>;

describe('the histories of users', () => {
  it('hold what each chose, latest first, each once, by domain', () => {
    const histories = new UserHistories();
    for (const entity of ['a', 'b', 'a']) histories.learn(chosen('ann', entity));
    histories.learn(chosen('ann', 'film', 'Video'));
    histories.learn(chosen('bob', 'c'));
    expect(histories.recent('Music', 'ann')).toEqual(['a', 'b']);
    expect(histories.recent('Video', 'ann')).toEqual(['film']);
    expect(histories.recent('Music', 'eve')).toEqual([]);
  });

  it('hold nothing of anonymous users, and at most the last twenty', () => {
    const histories = new UserHistories();
    histories.learn(chosen('', 'a'));
    for (let i = 0; i < 30; i++) histories.learn(chosen('ann', `e${i}`));
    expect(histories.recent('Music', '')).toEqual([]);
    expect(histories.recent('Music', 'ann')).toEqual(Array.from({ length: 20 }, (_, i) => `e${29 - i}`));
  });

  it('are the same after they were written and read', () => {
    const histories = new UserHistories();
    for (const user of ['ann', 'bob', 'ann']) histories.learn(chosen(user, `${user}'s`));
    const again = new UserHistories(JSON.parse(JSON.stringify(histories.state())) as never);
    expect(again.state()).toEqual(histories.state());
  });
});
