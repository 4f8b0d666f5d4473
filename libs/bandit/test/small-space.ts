import { type Random } from '@tiebreak/statistics';
import type { DecisionOutcome } from '../src/decision/decision-outcome';
import type { DecisionSpace } from '../src/decision/decision-space';

/** Three strategies: `title` is good when the query is short, `words` overlaps with it, `other` is good at the rest. */
export const SPACE: DecisionSpace = {
  strategies: ['title', 'words', 'other'],
  queryFeatures: ['short'],
  strategyFeatures: [],
};

export const context = (short: boolean) => ({
  query: [short ? 1 : 0],
  strategies: [[], [], []],
  latencies: [1, 2, 3],
});

/** Ranks of a random query: `words` finds what `title` finds and nothing else. */
export function ranksOf(short: boolean, random: Random): number[] {
  const title = random.uniform() < (short ? 0.9 : 0.2) ? 1 + random.integer(20) : 0;
  const other = random.uniform() < (short ? 0.2 : 0.8) ? 1 + random.integer(20) : 0;
  return [title, title === 0 ? 0 : title + 5, other];
}

/** Outcomes of choices of random depths. */
export function outcomes(count: number, random: Random): DecisionOutcome[] {
  return Array.from({ length: count }, (_, position) => {
    const short = random.uniform() < 0.5;
    const depths = [0, 1, 2].map(() => [0, 10, 25, 100][random.integer(4)]!);
    return { position, context: context(short), depths, ranks: ranksOf(short, random) };
  });
}
