import { median } from '@tiebreak/statistics';
import fc from 'fast-check';
import { medianRatio, rotated } from './rounds';

const items = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 8 });

describe('rotated rounds', () => {
  it('put each item at each place once, in as many rounds as there are items', () => {
    fc.assert(
      fc.property(items, fc.nat(20), (all, firstRound) => {
        const rounds = all.map((_, i) => rotated(all, firstRound + i));
        for (const item of all)
          expect(rounds.map((round) => round.indexOf(item)).sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
      }),
    );
  });
});

describe('the median ratio', () => {
  const positive = fc.double({ min: 0.1, max: 100, noNaN: true });
  const rounds = fc.array(fc.tuple(positive, positive, positive), { minLength: 1, maxLength: 9 });

  it('does not change when a round is slower as a whole', () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const steady = medianRatio(
          all.map(([measured]) => measured),
          all.map(([, floor]) => floor),
        );
        const drifting = medianRatio(
          all.map(([measured, , pace]) => measured * pace),
          all.map(([, floor, pace]) => floor * pace),
        );
        expect(drifting).toBeCloseTo(steady, 9);
      }),
    );
  });

  it('is of ratios within a round, not the ratio of medians', () => {
    expect(medianRatio([10, 30, 20], [10, 10, 20])).toBe(1);
    expect(median([10, 30, 20]) / median([10, 10, 20])).toBe(2);
  });

  it('is refused when the two were not measured in the same rounds', () => {
    expect(() => medianRatio([1, 2], [1])).toThrow('expected as many rounds of both, got 2 and 1');
  });
});
