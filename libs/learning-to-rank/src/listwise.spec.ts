import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { madeUpQueries } from '../test/queries';
import { meanNdcg } from './judged-queries';
import { scoreLinear } from './linear-ranker';
import { listwiseLoss } from './listwise-objective';
import { chooseListwise, trainListwise } from './train-listwise';

const queriesOf = (grades: number[], weights?: number[]) => ({
  grades: Float64Array.from(grades),
  offsets: Int32Array.of(0, grades.length),
  ...(weights === undefined ? {} : { weights: Float64Array.from(weights) }),
});

describe('the listwise loss', () => {
  it('of one relevant candidate among three of equal scores is ln 3, and asks for 2/3 of a step up', () => {
    const gradient = new Float64Array(3);
    expect(listwiseLoss(queriesOf([0, 1, 0])).evaluate(new Float64Array(3), gradient)).toBeCloseTo(Math.log(3), 12);
    expect([...gradient]).toEqual([1 / 3, -2 / 3, 1 / 3].map((g) => expect.closeTo(g, 12) as number));
  });

  it('has the gradient that differences give, and is linear in the weights', () => {
    const list = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true })), {
        minLength: 2,
        maxLength: 6,
      })
      .filter((rows) => rows.some(([grade]) => grade > 0));
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 9 }), (rows, weight) => {
        const grades = rows.map(([grade]) => grade);
        const scores = Float64Array.from(rows, ([, score]) => score);
        const loss = listwiseLoss(
          queriesOf(
            grades,
            grades.map((_, i) => (i === 0 ? weight : 1)),
          ),
        );
        const gradient = new Float64Array(scores.length);
        const value = loss.evaluate(scores, gradient);
        expect(gradient.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
        scores.forEach((score, row) => {
          const moved = scores.slice();
          moved[row] = score + 1e-6;
          const slope = (loss.evaluate(moved, new Float64Array(scores.length)) - value) / 1e-6;
          expect(slope).toBeCloseTo(gradient[row]!, 4);
        });
      }),
    );
  });

  it('weighs a judgement as so many of them would', () => {
    const scores = Float64Array.of(0.3, -1, 2, 0.3, -1, 2, 0.3, -1, 2);
    const [once, thrice] = [new Float64Array(9), new Float64Array(9)];
    const value = listwiseLoss({
      grades: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0),
      offsets: Int32Array.of(0, 3, 6, 9),
    }).evaluate(scores, thrice);
    const weighted = listwiseLoss({
      grades: Float64Array.of(1, 0, 0, 0, 1, 0),
      offsets: Int32Array.of(0, 3, 6),
      weights: Float64Array.of(1, 1, 1, 1, 2, 1),
    }).evaluate(scores.subarray(0, 6), once);
    expect(weighted).toBeCloseTo(value, 12);
  });

  it('is refused when no candidate is relevant', () => {
    expect(() => listwiseLoss(queriesOf([0, 0]))).toThrow(
      new RangeError('grades: expected a relevant candidate, got none'),
    );
  });
});

describe('a listwise linear ranker', () => {
  it('finds the direction that the grades follow, whatever the scale of a feature', () => {
    const queries = madeUpQueries(60, 1);
    const unseen = madeUpQueries(60, 2);
    const scaled = (features: Float32Array) => features.map((value, i) => (i % 3 === 1 ? 1000 * value + 5 : value));
    const { linear, settings, tried } = chooseListwise({ ...queries, features: scaled(queries.features) }, 1);
    expect(meanNdcg(unseen, scoreLinear(linear, scaled(unseen.features)), 10)).toBeGreaterThan(0.9);
    // Four parts of the first feature to one of the second is what the grades are made of.
    expect(linear.weights[0]! / (1000 * linear.weights[1]!)).toBeGreaterThan(2);
    expect(linear.weights[0]! / (1000 * linear.weights[1]!)).toBeLessThan(8);
    const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(settings).toEqual({ l2: best.l2 });
  });

  it('has the strongest penalty when one query alone could teach it', () => {
    const queries = madeUpQueries(4, 3);
    const grades = queries.grades.map((grade, row) => (row < 12 ? grade : 0));
    expect(chooseListwise({ ...queries, grades }, 1).settings).toEqual({ l2: 1 });
  });

  it('is at a minimum: no small step lowers loss and penalty', () => {
    const queries = madeUpQueries(20, 4);
    const constantScale = queries.features.map((value, i) => (i % 3 === 2 ? 1 : value));
    const { weights } = trainListwise({ ...queries, features: constantScale }, { l2: 1e-6 });
    expect(weights[2]).toBe(0);
    const value = (w: Float64Array) =>
      listwiseLoss(queries).evaluate(
        scoreLinear({ weights: w, missing: new Float64Array(3) }, constantScale),
        new Float64Array(queries.grades.length),
      );
    const least = value(weights);
    for (const step of [-0.05, 0.05])
      for (const column of [0, 1]) {
        const moved = weights.slice();
        moved[column]! += step;
        expect(value(moved)).toBeGreaterThan(least);
      }
  });

  it('gives what is missing a say of its own: a middling one where it means nothing, the highest where it does', () => {
    const queries = madeUpQueries(200, 5);
    const random = seededRandom(1);
    const meaningless = queries.features.map((value, i) => (i % 3 === 0 && random.uniform() < 0.3 ? NaN : value));
    const { weights, missing } = trainListwise({ ...queries, features: meaningless }, { l2: 0.001 });
    expect(missing[0]! / weights[0]!).toBeGreaterThan(0.25);
    expect(missing[0]! / weights[0]!).toBeLessThan(0.75);
    const telling = queries.features.map((value, i) =>
      i % 3 === 0 && queries.grades[Math.floor(i / 3)]! >= 3 ? NaN : value,
    );
    const learned = trainListwise({ ...queries, features: telling }, { l2: 0.001 });
    expect(learned.missing[0]! / learned.weights[0]!).toBeGreaterThan(1);
  });

  it('refuses what is neither a number nor missing', () => {
    const queries = madeUpQueries(2, 5);
    queries.features[4] = Infinity;
    expect(() => trainListwise(queries, { l2: 1 })).toThrow(
      new RangeError('features: expected finite numbers, or NaN for a missing one, got Infinity in column 1'),
    );
  });
});
