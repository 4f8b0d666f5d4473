import { holm, mean, seededRandom } from '@tiebreak/statistics';
import { twoDomains } from '../test/two-domains';
import { pairwiseDomainTests } from './pairwise-domain-test';

describe('pairwiseDomainTests', () => {
  it('finds offset 0 and slope 1 between calibrated domains with independent evidence', () => {
    const [test] = pairwiseDomainTests([twoDomains(8000, 0, seededRandom(1))], {
      random: seededRandom(1),
      draws: 39,
    });
    expect(Math.abs(test!.offset)).toBeLessThan(4 * test!.standardErrors.offset);
    expect(Math.abs(test!.slope - 1)).toBeLessThan(4 * test!.standardErrors.slope);
    expect(test!.standardErrors.offset).toBeLessThan(0.15);
    expect(test!.pValue).toBeGreaterThan(0.05);
  });

  it('finds by how much one domain is moved, with the sign of what it lacks', () => {
    const [test] = pairwiseDomainTests([twoDomains(8000, 1, seededRandom(2))], {
      random: seededRandom(2),
      draws: 39,
    });
    expect(Math.abs(test!.offset + 1)).toBeLessThan(4 * test!.standardErrors.offset);
    expect(test!.pValue).toBe(1 / 40);
    expect(test!.intervals.offset[1]).toBeLessThan(0);
  });

  it('rejects calibrated independent domains about 5 times in 100', () => {
    const random = seededRandom(3);
    const pairs = Array.from({ length: 240 }, () => twoDomains(300, 0, random));
    const tests = pairwiseDomainTests(pairs, { random, draws: 39, level: 0.4, power: 0.5 });
    // Four standard errors of 240 coins of .05 are .056.
    expect(Math.abs(tests.filter(({ pValue }) => pValue <= 0.05).length / 240 - 0.05)).toBeLessThan(0.056);
    const held = tests.filter(({ intervals: { offset } }) => offset[0] <= 0 && 0 <= offset[1]);
    expect(Math.abs(held.length / 240 - 0.95)).toBeLessThan(0.056);
  });

  it('finds a shift of 1 logit with the power that it states, on as many lines as it takes for that', () => {
    const random = seededRandom(4);
    const pairs = Array.from({ length: 40 }, () => twoDomains(850, 1, random));
    const tests = pairwiseDomainTests(pairs, { random, draws: 99 });
    // So many lines make 1 logit, in its harder direction, just detectable.
    expect(Math.abs(mean(tests.map(({ detectableOffset }) => detectableOffset)) - 1)).toBeLessThan(0.1);
    // Four standard errors of 40 coins of .8 are .25; the easier direction is found more often.
    expect(tests.filter(({ pValue }) => pValue <= 0.05).length / 40).toBeGreaterThan(0.6);
  });

  it('corrects p-values over all pairs', () => {
    const random = seededRandom(5);
    const tests = pairwiseDomainTests(
      [0, 1, 2].map((shift) => twoDomains(300, shift, random)),
      { random, draws: 99 },
    );
    expect(tests.map(({ adjustedP }) => adjustedP)).toEqual(holm(tests.map(({ pValue }) => pValue)));
    expect(tests.map(({ domains }) => domains)).toEqual(Array(3).fill(['Music', 'Books']));
  });

  it('says that it knows nothing without lines', () => {
    const [test] = pairwiseDomainTests([twoDomains(0, 0, seededRandom(1))], { random: seededRandom(1), draws: 9 });
    expect(test).toMatchObject({ lines: 0, offset: NaN, slope: NaN, pValue: NaN, adjustedP: NaN });
    expect(test!.detectableOffset).toBe(Infinity);
  });

  it.each([
    [{ draws: 0 }, 'expected at least 1 draw, got 0'],
    [{ level: 0 }, 'level: expected a share in (0, 1), got 0'],
  ])('refuses %p', (options, message) => {
    expect(() => pairwiseDomainTests([], { random: seededRandom(1), ...options })).toThrow(message);
  });
});
