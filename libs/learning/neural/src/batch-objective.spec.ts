import fc from 'fast-check';
import { objectiveLoss, type RankedLists, sparseRows, standardize } from '@tiebreak/objectives';
import { seededRandom } from '@tiebreak/statistics';
import { randomLists } from '../test/simulated-lists';
import { batchObjective, type PenalizedObjective } from './batch-objective';
import { batchGatherer, shuffledBatches } from './batches';
import { type Parameters, toPerceptron, toRawFeatures, zeroParameters } from './parameters';
import { scorePerceptron } from './perceptron';

const HIDDEN = 5;
const LISTS = 12;

const problems = fc.record({
  lists: fc.integer().map((seed) => randomLists(LISTS, seed)),
  parameters: fc.integer().map(randomParameters),
  penalized: fc.record<PenalizedObjective>({
    objective: fc.constantFrom('r1', 'r2', 'r3'),
    lambda: fc.double({ min: 0.1, max: 10, noNaN: true }),
    l2: fc.constantFrom(0, 0.1),
  }),
});

function randomParameters(seed: number): Parameters {
  const random = seededRandom(seed);
  const parameters = zeroParameters(4, HIDDEN);
  parameters.vector.forEach((_, i) => (parameters.vector[i] = random.normal() / 2));
  return parameters;
}

/** The objective on some of the lists, with its gradient. */
function evaluation(lists: RankedLists, penalized: PenalizedObjective) {
  const features = sparseRows(lists);
  const objective = batchObjective(features, standardize(features), penalized, HIDDEN, lists.right.length);
  const gather = batchGatherer(lists, LISTS);
  return (parameters: Parameters, chosen: readonly number[]) => {
    const gradient = zeroParameters(4, HIDDEN);
    return { value: objective(parameters, gather(chosen), gradient), gradient: gradient.vector };
  };
}

const all = Array.from({ length: LISTS }, (_, list) => list);

describe('the objective of a perceptron', () => {
  it('on all lists is the loss of its scores, R3 divided by 1 + lambda, and half the penalised squares times l2', () => {
    fc.assert(
      fc.property(problems, ({ lists, parameters, penalized }) => {
        const { objective, lambda, l2 } = penalized;
        const raw = zeroParameters(4, HIDDEN);
        toRawFeatures(parameters, standardize(sparseRows(lists)), raw);
        const logOdds = scorePerceptron(toPerceptron(raw), lists.features);
        const loss = objectiveLoss(objective, lambda)(logOdds, lists, 1, new Float64Array(logOdds.length));
        const squares = [...parameters.weights, ...parameters.outputWeights].reduce((sum, w) => sum + w * w, 0);
        const expected = (objective === 'r3' ? loss / (1 + lambda) : loss) + (l2 / 2) * squares;
        expect(evaluation(lists, penalized)(parameters, all).value).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('has the gradient that finite differences show, to 1e-6', () => {
    const step = 1e-5;
    fc.assert(
      fc.property(problems, ({ lists, parameters, penalized }) => {
        const evaluate = evaluation(lists, penalized);
        const { vector } = parameters;
        const { gradient } = evaluate(parameters, all);
        const differences = vector.map((at, i) => {
          vector[i] = at + step;
          const above = evaluate(parameters, all).value;
          vector[i] = at - step;
          const below = evaluate(parameters, all).value;
          vector[i] = at;
          return (above - below) / (2 * step);
        });
        gradient.forEach((byParameter, i) => {
          expect(Math.abs(byParameter - differences[i]!)).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("has over an epoch's batches, each weighted by its lists, the mean value and gradient of all lists at once", () => {
    fc.assert(
      fc.property(
        problems,
        fc.integer({ min: 1, max: LISTS }),
        fc.integer(),
        ({ lists, parameters, penalized }, batchLists, seed) => {
          const evaluate = evaluation(lists, penalized);
          const mean = { value: 0, gradient: new Float64Array(parameters.vector.length) };
          for (const batch of shuffledBatches(LISTS, batchLists, seededRandom(seed))) {
            const { value, gradient } = evaluate(parameters, batch);
            mean.value += (value * batch.length) / LISTS;
            gradient.forEach((byParameter, i) => (mean.gradient[i]! += (byParameter * batch.length) / LISTS));
          }
          const whole = evaluate(parameters, all);
          expect(mean.value).toBeCloseTo(whole.value, 12);
          mean.gradient.forEach((byParameter, i) => {
            expect(byParameter).toBeCloseTo(whole.gradient[i]!, 12);
          });
        },
      ),
    );
  });
});
