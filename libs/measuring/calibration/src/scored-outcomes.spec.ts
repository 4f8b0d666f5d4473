import fc from 'fast-check';
import { outcomesTable } from '../test/simulated';
import { countOutcomes, sortOutcomes } from './scored-outcomes';

describe('countOutcomes', () => {
  it.each([
    [{ scores: [0.5], right: [] }, 'expected as many outcomes as scores, got 0 and 1'],
    [{ scores: [0.5, 1.5], right: [0, 1] }, 'scores[1]: expected a probability, got 1.5'],
    [{ scores: [NaN], right: [0] }, 'scores[0]: expected a probability, got NaN'],
    [{ scores: [0.5], right: [0.5] }, 'right[0]: expected 0 or 1, got 0.5'],
  ])('refuses %j', (outcomes, message) => {
    expect(() => countOutcomes(outcomes)).toThrow(message);
  });
});

describe('sortOutcomes', () => {
  it('is the sort of the pairs by score and then by outcome', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        const pairs = Array.from(outcomes.scores, (score, i) => [score, outcomes.right[i]!] as const);
        pairs.sort(([p, y], [q, z]) => p - q || y - z);
        const sorted = sortOutcomes(outcomes);
        expect(Array.from(sorted.scores, (score, i) => [score + 0, sorted.right[i]])).toEqual(
          pairs.map(([score, right]) => [score + 0, right]),
        );
      }),
    );
  });
});
