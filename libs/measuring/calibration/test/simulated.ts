import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import type { ScoredOutcomes } from '../src/scored-outcomes';

/** Log-odds with standard deviation 2, and outcomes whose true log-odds are `truth` of them. */
export function simulate(count: number, seed: number, truth: (logOdds: number) => number = (x) => x) {
  const random = seededRandom(seed);
  const logOdds = Float64Array.from({ length: count }, () => 2 * random.normal());
  const right = Uint8Array.from(logOdds, (x) => (random.uniform() < sigmoid(truth(x)) ? 1 : 0));
  const scores = logOdds.map((x) => sigmoid(x));
  return { logOdds, right, scores };
}

/** A table of scores in which ties and the ends 0 and 1 are common. */
export const outcomesTable: fc.Arbitrary<ScoredOutcomes> = fc
  .array(
    fc.record({
      score: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 4 }).map((i) => i / 4),
      ),
      right: fc.constantFrom(0, 1),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => ({ scores: rows.map(({ score }) => score), right: rows.map(({ right }) => right) }));

/** Eighteen outcomes with ties and both ends, scored by an independent implementation (score.py) as well. */
export const scoredByPython: ScoredOutcomes = {
  scores: [0, 0.03, 0.1, 0.2, 0.2, 0.2, 0.35, 0.4, 0.5, 0.5, 0.62, 0.7, 0.7, 0.85, 0.9, 0.9, 0.97, 1],
  right: [0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1],
};

export const noOutcomes: ScoredOutcomes = { scores: [], right: [] };
