import { mean } from '@tiebreak/statistics';
import fc from 'fast-check';
import { bestValue, everyChoice, situation, type Situation } from '../../test/find-odds';
import { LEVELS } from '../decision/decision-space';
import { findProbability, missWithin, strongestFirst } from '../model/find-odds';
import { chooseIndependent } from './independent-chooser';
import { chooseOverlapping } from './overlap-chooser';
import { costOf } from './price';

/** P(someone finds it), by the definition. */
function independently({ form }: Situation, levels: Uint8Array): number {
  const misses = new Float64Array(1 + LEVELS);
  const none = new Uint8Array(form.strategies);
  let sum = 0;
  for (const [s, level] of levels.entries()) {
    missWithin({ strategies: form.strategies, odds: form.odds }, s, none, misses);
    sum += Math.log(misses[level]!);
  }
  return 1 - Math.exp(sum);
}

describe('P(miss)', () => {
  it('falls with depth, and is 1 before anything runs', () => {
    fc.assert(
      fc.property(situation(3, true), fc.constantFrom(...everyChoice(3)), ({ form }, levels) => {
        const misses = new Float64Array(1 + LEVELS);
        missWithin(form, 0, levels, misses);
        expect(misses[0]).toBe(1);
        for (let j = 1; j <= LEVELS; j++) expect(misses[j]).toBeLessThan(misses[j - 1]!);
      }),
    );
  });
});

describe('the exact choice where strategies are independent', () => {
  it('is worth as much as the best of all choices', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((count) => situation(count, false)),
        (given) => {
          const levels = chooseIndependent(given.form, given.latencies, given.price);
          const value = independently(given, levels) - costOf(levels, given.latencies, given.price);
          expect(value).toBeCloseTo(
            bestValue(given, (each) => independently(given, each)),
            10,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('runs everything as deep as there is when nothing costs', () => {
    fc.assert(
      fc.property(situation(3, false), ({ form, latencies }) => {
        const free = { perCandidate: 0, perMillisecond: 0 };
        expect([...chooseIndependent(form, latencies, free)]).toEqual([LEVELS, LEVELS, LEVELS]);
      }),
    );
  });

  it('runs nothing when a candidate costs more than the entity is worth', () => {
    fc.assert(
      fc.property(situation(3, false), ({ form, latencies }) => {
        const dear = { perCandidate: 0.2, perMillisecond: 0 };
        expect([...chooseIndependent(form, latencies, dear)]).toEqual([0, 0, 0]);
      }),
    );
  });
});

describe('the greedy choice where strategies overlap', () => {
  it('takes one strategy to the best depth when there is one', () => {
    fc.assert(
      fc.property(situation(1, true), (given) => {
        const levels = chooseOverlapping(given.form, given.latencies, given.price);
        const value = findProbability(given.form, levels, [0]) - costOf(levels, given.latencies, given.price);
        expect(value).toBeCloseTo(
          bestValue(given, (each) => findProbability(given.form, each, [0])),
          10,
        );
      }),
    );
  });

  it('loses little against trying everything: .005 on average, .1 at worst', () => {
    const losses = fc.sample(situation(4, true), { numRuns: 300, seed: 1 }).map((given) => {
      const order = strongestFirst(given.form);
      const finds = (levels: Uint8Array): number => findProbability(given.form, levels, order);
      const levels = chooseOverlapping(given.form, given.latencies, given.price);
      return bestValue(given, finds) - (finds(levels) - costOf(levels, given.latencies, given.price));
    });
    expect(mean(losses)).toBeLessThan(0.005);
    expect(Math.max(...losses)).toBeLessThan(0.1);
    expect(Math.min(...losses)).toBeGreaterThan(-1e-9);
  });

  it('loses as little where misses tell nothing', () => {
    const losses = fc.sample(situation(4, false), { numRuns: 300, seed: 2 }).map((given) => {
      const levels = chooseOverlapping(given.form, given.latencies, given.price);
      const best = bestValue(given, (each) => independently(given, each));
      return best - (independently(given, levels) - costOf(levels, given.latencies, given.price));
    });
    expect(mean(losses)).toBeLessThan(0.005);
  });

  it('does not run a second strategy that finds only what the first does', () => {
    const odds = Float64Array.from({ length: 2 * LEVELS }, () => 1);
    const latencies = [1, 1];
    const price = { perCandidate: 0.005, perMillisecond: 0 };
    const alike = Float64Array.of(0, -20, -20, 0);
    expect(
      chooseOverlapping({ strategies: 2, odds, pairs: alike }, latencies, price).filter((level) => level > 0),
    ).toHaveLength(1);
    expect(chooseIndependent({ strategies: 2, odds }, latencies, price).filter((level) => level > 0)).toHaveLength(2);
  });
});
