import fc from 'fast-check';
import { reciprocalRank } from './reciprocal-rank';

describe('reciprocalRank', () => {
  it('is 1/3 with the first relevant item at the third place', () => {
    expect(reciprocalRank([false, false, true, true])).toBe(1 / 3);
  });

  it('does not care for what follows the first relevant item', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(fc.boolean()), (before, after) => {
        expect(reciprocalRank([...Array<boolean>(before).fill(false), true, ...after])).toBe(1 / (before + 1));
      }),
    );
  });

  it('is 0 when the places that count hold nothing relevant', () => {
    expect(reciprocalRank([false, false, true], 2)).toBe(0);
    expect(reciprocalRank([])).toBe(0);
  });

  it('refuses a cut-off that is no count', () => {
    expect(() => reciprocalRank([true], -1)).toThrow('cutoff: expected a whole number of at least 1, got -1');
  });
});
