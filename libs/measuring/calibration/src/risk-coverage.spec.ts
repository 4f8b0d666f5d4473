import fc from 'fast-check';
import { noOutcomes, outcomesTable } from '../test/simulated';
import { riskCoverage } from './risk-coverage';

describe('riskCoverage', () => {
  it('of right, wrong, right by falling score has risks 0, 1/2, 1/3 and the area 5/18', () => {
    const { points, area } = riskCoverage({ scores: [0.2, 0.9, 0.5], right: [1, 1, 0] });
    expect(points).toEqual([
      { threshold: 0.9, coverage: 1 / 3, risk: 0 },
      { threshold: 0.5, coverage: 2 / 3, risk: 1 / 2 },
      { threshold: 0.2, coverage: 1, risk: 1 / 3 },
    ]);
    expect(area).toBeCloseTo(5 / 18, 15);
  });

  it('takes equal scores at once, as if in random order', () => {
    const { points, area } = riskCoverage({ scores: [0.5, 0.5], right: [1, 0] });
    expect(points).toEqual([{ threshold: 0.5, coverage: 1, risk: 1 / 2 }]);
    expect(area).toBe(1 / 2);
  });

  it('ends with all outcomes and the share wrong, and falls when a right is scored higher', () => {
    fc.assert(
      fc.property(outcomesTable, fc.nat(), (outcomes, n) => {
        const { points, area } = riskCoverage(outcomes);
        const right = Array.from(outcomes.right);
        const wrongShare = 1 - right.reduce((sum, outcome) => sum + outcome, 0) / right.length;
        expect(points.at(-1)!.coverage).toBe(1);
        expect(points.at(-1)!.risk).toBeCloseTo(wrongShare, 12);
        const lifted = Array.from(outcomes.scores);
        const i = n % right.length;
        if (right[i] === 1) lifted[i] = 1;
        expect(riskCoverage({ scores: lifted, right }).area).toBeLessThanOrEqual(area + 1e-12);
      }),
    );
  });

  it('has no points without outcomes', () => {
    expect(riskCoverage(noOutcomes)).toEqual({ points: [], area: NaN });
  });
});
