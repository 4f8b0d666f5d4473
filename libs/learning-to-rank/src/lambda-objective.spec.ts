import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { meanNdcg } from './judged-queries';
import { lambdaObjective } from './lambda-objective';

const queriesOf = (...lists: number[][]) => ({
  grades: Float64Array.from(lists.flat()),
  offsets: Int32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]),
});

function derivatives(lists: number[][], scores: number[], cutoff = 10) {
  const objective = lambdaObjective(queriesOf(...lists), { cutoff });
  const [gradient, hessian] = [new Float64Array(scores.length).fill(9), new Float64Array(scores.length).fill(9)];
  objective.derivatives(Float64Array.from(scores), gradient, hessian);
  return { gradient: [...gradient], hessian: [...hessian] };
}

describe("LambdaMART's objective", () => {
  it('moves a pair of equal scores by half of what its exchange changes NDCG by, scaled: grades 0 and 1', () => {
    const { gradient, hessian } = derivatives([[0, 1]], [0, 0]);
    // NDCG is 1 / log2(3) with the pair in this order and 1 in the other; the sum counts both ends.
    const step = (1 - 1 / Math.log2(3)) / 2;
    const scale = Math.log2(1 + 2 * step) / (2 * step);
    expect(gradient[0]).toBeCloseTo(step * scale, 12);
    expect(gradient[1]).toBeCloseTo(-step * scale, 12);
    expect(hessian).toEqual([expect.closeTo((step / 2) * scale, 12), expect.closeTo((step / 2) * scale, 12)]);
  });

  const lists = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  });
  const drawn = lists
    .filter((all) => all.some((list) => new Set(list).size > 1))
    .chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
          minLength: all.flat().length,
          maxLength: all.flat().length,
        }),
      ),
    );

  it('pushes nobody in sum: the gradients of a query sum to 0, and no hessian is negative', () => {
    fc.assert(
      fc.property(drawn, ([all, scores]) => {
        const { gradient, hessian } = derivatives(all, scores);
        let first = 0;
        for (const list of all) {
          const sum = gradient.slice(first, first + list.length).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(0, 9);
          first += list.length;
        }
        for (const h of hessian) expect(h).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('asks the same whatever all scores of a query are moved by', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -4, max: 4 }), ([all, scores], shift) => {
        const there = derivatives(
          all,
          scores.map((s) => Math.round(8 * s) / 8),
        );
        const back = derivatives(
          all,
          scores.map((s) => Math.round(8 * s) / 8 + shift),
        );
        back.gradient.forEach((g, row) => {
          expect(g).toBeCloseTo(there.gradient[row]!, 9);
        });
      }),
    );
  });

  it('pushes no candidate of the best grade down, and none of the worst up', () => {
    fc.assert(
      fc.property(drawn, ([all, scores]) => {
        const { gradient } = derivatives(all, scores);
        let row = 0;
        for (const list of all)
          for (const grade of list) {
            if (grade === Math.max(...list)) expect(gradient[row]).toBeLessThanOrEqual(0);
            if (grade === Math.min(...list)) expect(gradient[row]).toBeGreaterThanOrEqual(0);
            row++;
          }
      }),
    );
  });

  it('followed in small steps brings NDCG to 1', () => {
    const random = seededRandom(4);
    const all = Array.from({ length: 5 }, () => Array.from({ length: 6 }, () => random.integer(5)));
    const queries = { ...queriesOf(...all), features: new Float32Array(30), columns: 1 };
    const objective = lambdaObjective(queries, { cutoff: 10 });
    const scores = Float64Array.from({ length: 30 }, () => random.normal());
    const [gradient, hessian] = [new Float64Array(30), new Float64Array(30)];
    expect(meanNdcg(queries, scores, 10)).toBeLessThan(0.95);
    for (let step = 0; step < 300; step++) {
      objective.derivatives(scores, gradient, hessian);
      gradient.forEach((g, row) => (scores[row]! -= g));
    }
    expect(meanNdcg(queries, scores, 10)).toBeCloseTo(1, 6);
  });

  it('leaves pairs alone of which neither stands among the first', () => {
    const { gradient } = derivatives([[0, 1, 2]], [3, 2, 1], 1);
    // Only pairs with the first place count, so that the second is asked nothing by the third.
    expect(gradient[0]).toBeGreaterThan(0);
    const [, second, third] = gradient;
    expect(second).toBeLessThan(0);
    expect(third).toBeLessThan(second!);
  });

  it('weighs a pair by the product of what its rows count for, and then scales nothing', () => {
    const step = (weights: number[]) => {
      const objective = lambdaObjective({ ...queriesOf([0, 1]), weights: Float64Array.from(weights) }, { cutoff: 10 });
      const gradient = new Float64Array(2);
      objective.derivatives(new Float64Array(2), gradient, new Float64Array(2));
      return gradient[0]!;
    };
    expect(step([1, 1])).toBeCloseTo((1 - 1 / Math.log2(3)) / 2, 12);
    expect(step([3, 5])).toBeCloseTo(15 * step([1, 1]), 12);
  });

  it('is refused when there is nothing to learn', () => {
    expect(() => lambdaObjective(queriesOf([1, 1], [0]), { cutoff: 10 })).toThrow(
      new RangeError('grades: expected a query with candidates of different grades, got none'),
    );
  });
});
