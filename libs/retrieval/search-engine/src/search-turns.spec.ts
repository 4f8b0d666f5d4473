import { setImmediate as nextTurn } from 'node:timers/promises';
import { searchTurns } from './search-turns';

describe('searches in turns', () => {
  it('are under way a few at a time, and all are answered, in their order and whatever fails', async () => {
    const inTurn = searchTurns();
    let underWay = 0;
    let most = 0;
    const search = async (name: number): Promise<number> => {
      most = Math.max(most, ++underWay);
      await nextTurn();
      underWay--;
      if (name % 3 === 0) throw new Error('disk on fire');
      return name;
    };
    const names = Array.from({ length: 40 }, (_, i) => i);
    const answers = await Promise.allSettled(names.map((name) => inTurn(() => search(name))));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual(
      names.map((name) => (name % 3 === 0 ? 'failed' : name)),
    );
    expect(most).toBe(8);
  });
});
