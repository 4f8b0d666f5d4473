import { mean, seededRandom } from '@tiebreak/statistics';
import { context, ranksOf } from '../../test/small-space';
import { DEPTHS } from '../decision/decision-space';
import { type ChoiceDistribution, drawLevels } from '../policies/choice-distribution';
import { evaluateSets, type LoggedSet } from './evaluate-sets';

/** Mostly everything at 25, else anything. */
const LOGGING: ChoiceDistribution = {
  strategies: 3,
  proposals: [{ levels: Uint8Array.of(2, 2, 2), weight: 1 }],
  epsilon: 0.5,
  draws: 1,
};
const target = (levels: number[]) => () => [{ levels: Uint8Array.from(levels), weight: 1 }];

/** Decisions of the logging policy, and what each choice would really have found. */
function logOf(decisions: number, seed: number): { log: LoggedSet[]; truth: (levels: number[]) => number } {
  const random = seededRandom(seed);
  const ranks = Array.from({ length: decisions }, (_, i) => ranksOf(i % 2 === 0, random));
  const log = ranks.map((own, position): LoggedSet => {
    const depths = Array.from(drawLevels(LOGGING, random), (level) => DEPTHS[level]!);
    // Nothing is confirmed unless it was found.
    const found = own.some((rank, s) => rank > 0 && rank <= depths[s]!);
    return { position, context: context(position % 2 === 0), depths, ranks: found ? own : [0, 0, 0], logging: LOGGING };
  });
  const truth = (levels: number[]): number =>
    mean(ranks.map((own) => (own.some((rank, s) => rank > 0 && rank <= DEPTHS[levels[s]!]!) ? 1 : 0)));
  return { log, truth };
}

const evaluate = (log: readonly LoggedSet[], levels: number[]) =>
  evaluateSets(log, target(levels), { random: seededRandom(1), resamples: 100 });

describe('judging a choice of strategies by the log of another', () => {
  it('weighs decisions that cover it by 1 / P(cover): 2/3 by IPS and 1 by SNIPS when one of two covers, and finds', () => {
    const of = (depths: number[], ranks: number[]): LoggedSet => {
      return { position: 0, context: context(true), depths, ranks, logging: LOGGING };
    };
    // P(cover of title at 10) = .5 + .5 * .5.
    const { ips, snips, support, logged } = evaluate([of([10, 0, 0], [5, 0, 0]), of([0, 0, 10], [0, 0, 7])], [1, 0, 0]);
    expect(ips.value).toBeCloseTo(1 / 0.75 / 2, 12);
    expect(snips.value).toBeCloseTo(1, 12);
    expect(support.largestWeight).toBeCloseTo(1 / 0.75, 12);
    expect(logged).toBe(1);
  });

  it('counts what the judged choice would not have reached as a miss', () => {
    const decision = { position: 0, context: context(true), depths: [25, 0, 0], ranks: [12, 0, 0], logging: LOGGING };
    expect(evaluate([decision, decision], [1, 0, 0]).ips.value).toBe(0);
    expect(evaluate([decision, decision], [2, 0, 0]).ips.value).toBeGreaterThan(0);
  });

  it('covers the truth with its interval in at least 34 of 40 logs, for choices that the log seldom made', () => {
    const choices = [
      [2, 0, 2],
      [1, 0, 2],
      [0, 0, 4],
    ];
    for (const levels of choices) {
      let covered = 0;
      for (let seed = 0; seed < 40; seed++) {
        const { log, truth } = logOf(300, seed);
        const { lower, upper } = evaluate(log, levels).ips;
        if (lower <= truth(levels) && truth(levels) <= upper) covered++;
      }
      expect(covered).toBeGreaterThanOrEqual(34);
    }
  });

  it('has a mean weight of 1, and gives the logging policy itself what it earned', () => {
    const { log } = logOf(4_000, 3);
    const { meanWeight } = evaluate(log, [2, 0, 2]).support;
    expect(Math.abs(meanWeight.value - 1)).toBeLessThan(3 * meanWeight.standardError);
    expect(evaluate(log, [0, 0, 0]).ips.value).toBe(0);
  });

  it('names a choice that is worse, and one that the log knows too little of', () => {
    const { log } = logOf(2_000, 4);
    expect(evaluate(log, [0, 0, 2]).verdict).toBe('worse');
    expect(evaluate(log.slice(0, 40), [4, 4, 4]).verdict).toBe('insufficient');
  });

  it('is refused for a log of one decision', () => {
    expect(() => evaluate(logOf(1, 1).log, [1, 1, 1])).toThrow('expected at least 2 decisions, got 1');
  });
});
