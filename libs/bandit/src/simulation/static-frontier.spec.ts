import { mean } from '@tiebreak/statistics';
import fc from 'fast-check';
import { everyChoice } from '../../test/find-odds';
import { smallTable } from '../../test/small-table';
import { candidatesOf, covers, type QueryTable, valueOf } from './query-table';
import { bestStaticVector, staticAt, staticCoverage, staticFrontier } from './static-frontier';

const valueOver = ({ queries }: QueryTable, levels: Uint8Array, perCandidate: number, perMillisecond: number): number =>
  mean(queries.map((query) => valueOf(levels, query, { perCandidate, perMillisecond })));

describe('the best static depths', () => {
  it('are worth as much as the best of all', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.constantFrom(0.0005, 0.002, 0.01, 0.05),
        fc.constantFrom(0, 0.01, 0.1),
        (seed, perCandidate, perMillisecond) => {
          const table = smallTable(40, seed);
          const best = bestStaticVector(table, { perCandidate, perMillisecond });
          const most = Math.max(
            ...everyChoice(3).map((levels) => valueOver(table, levels, perCandidate, perMillisecond)),
          );
          expect(valueOver(table, best.levels, perCandidate, perMillisecond)).toBeCloseTo(most, 10);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('lie on a curve that rises and bends down, and no other vector lies above it', () => {
    const table = smallTable(300, 5);
    const frontier = staticFrontier(table);
    const slopes = frontier.slice(1).map(({ candidates, coverage }, i) => {
      return (coverage - frontier[i]!.coverage) / (candidates - frontier[i]!.candidates);
    });
    slopes.forEach((slope, i) => {
      expect(slope).toBeGreaterThan(0);
      expect(slope).toBeLessThanOrEqual(slopes[i - 1] ?? Infinity);
    });
    for (const levels of everyChoice(3)) {
      const coverage = mean(table.queries.map((query) => (covers(levels, query) ? 1 : 0)));
      const mix = staticAt(frontier, candidatesOf(levels));
      // Prices between those that were tried may hold a vector more.
      expect(coverage).toBeLessThanOrEqual(mean(table.queries.map((query) => staticCoverage(mix, query))) + 0.01);
    }
  });

  it('are mixed in between: half of each at half the way, and the last beyond the end', () => {
    const [none, one, two] = [0, 10, 30].map((candidates) => ({
      ...{ candidates, coverage: 0 },
      levels: new Uint8Array(3),
    })) as [never, never, never];
    expect(staticAt([none, one, two], 20)).toEqual({ vectors: [one, two], share: 0.5 });
    expect(staticAt([none, one, two], 50)).toEqual({ vectors: [two, two], share: 0 });
    expect(staticAt([none, one, two], 0)).toEqual({ vectors: [none, none], share: 0 });
  });
});
