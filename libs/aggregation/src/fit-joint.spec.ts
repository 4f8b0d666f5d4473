import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import {
  fitJoint,
  INDEPENDENT,
  type JointLine,
  jointLoss,
  type JointMap,
  jointProbabilities,
  UnfittableLines,
} from './index';

/** Lines whose right hypothesis is drawn from the probabilities that a map gives to random scores. */
function simulatedLines(map: JointMap, count: number, seed: number): JointLine[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const scores = Array.from({ length: 1 + random.integer(6) }, () => sigmoid(2 * random.normal() - 1.5));
    const { right } = jointProbabilities(scores, map);
    let left = random.uniform();
    return { scores, rightIndex: right.findIndex((p) => (left -= p) < 0) };
  });
}
const numbersOf = ({ slope, intercept, utteranceSlope }: JointMap) => [slope, intercept, utteranceSlope];
const mapOf = ([slope, intercept, utteranceSlope]: readonly number[]): JointMap => ({
  slope: slope!,
  intercept: intercept!,
  utteranceSlope: utteranceSlope!,
});

describe('the loss of a map', () => {
  it('is the mean of ln(5/2) and ln(5): 1/2 and 1/3 are jointly right with 2/5 and 1/5', () => {
    const scores = [1 / 2, 1 / 3];
    const lines = [
      { scores, rightIndex: 0 },
      { scores, rightIndex: 1 },
    ];
    expect(jointLoss(lines, INDEPENDENT)).toBeCloseTo((Math.log(5 / 2) + Math.log(5)) / 2, 12);
  });

  it('is finite for what was thought impossible, and 0 for what was thought certain', () => {
    expect(jointLoss([{ scores: [1, 0], rightIndex: 1 }], INDEPENDENT)).toBeCloseTo(72, 0);
    expect(jointLoss([{ scores: [1, 0], rightIndex: 0 }], INDEPENDENT)).toBeCloseTo(0, 12);
    expect(jointLoss([{ scores: [], rightIndex: -1 }], INDEPENDENT)).toBe(0);
  });

  it('has the gradient that finite differences show, to 1e-6', () => {
    const numbers = fc.tuple(
      fc.double({ min: 0.2, max: 3, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, fc.integer(), (at, seed) => {
        const lines = simulatedLines(INDEPENDENT, 12, seed);
        const gradient = new Float64Array(3);
        jointLoss(lines, mapOf(at), gradient);
        const step = 1e-5;
        at.forEach((value, i) => {
          const above = jointLoss(lines, mapOf(at.with(i, value + step)));
          const below = jointLoss(lines, mapOf(at.with(i, value - step)));
          expect(Math.abs((above - below) / (2 * step) - gradient[i]!)).toBeLessThan(1e-6);
        });
      }),
    );
  });
});

describe('a fitted map', () => {
  it.each([INDEPENDENT, { slope: 0.8, intercept: 2, utteranceSlope: 1.1 }])(
    'is the one that the lines were drawn from, near enough: %j',
    (truth) => {
      const fitted = fitJoint(simulatedLines(truth, 5_000, 7));
      numbersOf(fitted).forEach((value, i) => {
        expect(Math.abs(value - numbersOf(truth)[i]!)).toBeLessThan(0.2);
      });
    },
  );

  it('loses less than any map near it', () => {
    const lines = simulatedLines({ slope: 0.8, intercept: 2, utteranceSlope: 1.1 }, 400, 1);
    const fitted = numbersOf(fitJoint(lines));
    const least = jointLoss(lines, mapOf(fitted));
    for (let i = 0; i < 3; i++)
      for (const move of [-0.1, 0.1])
        expect(jointLoss(lines, mapOf(fitted.with(i, fitted[i]! + move)))).toBeGreaterThan(least);
  });

  it('is the same to the bit for the same lines, and near enough in any order', () => {
    const lines = simulatedLines(INDEPENDENT, 300, 2);
    expect(fitJoint(lines)).toEqual(fitJoint(lines));
    const turned = numbersOf(fitJoint([...lines].reverse()));
    turned.forEach((value, i) => {
      expect(value).toBeCloseTo(numbersOf(fitJoint(lines))[i]!, 4);
    });
  });

  it('is finite where a map could explain every line without fault', () => {
    const lines = [
      { scores: [0.9, 0.1], rightIndex: 0 },
      { scores: [0.2, 0.1], rightIndex: -1 },
    ];
    const fitted = fitJoint(lines);
    expect(numbersOf(fitted).every(Number.isFinite)).toBe(true);
    expect(jointLoss(lines, fitted)).toBeLessThan(0.1);
  });
});

describe('lines from which no map can be learnt', () => {
  const right = { scores: [0.7, 0.2], rightIndex: 0 };
  const none = { scores: [0.3], rightIndex: -1 };
  it.each([
    ['no lines', [], 'got 0 and 0'],
    ['lines on which one is always right', [right, right], 'got 2 and 0'],
    ['lines on which none ever is', [none], 'got 0 and 1'],
    [
      'lines on which lower scores are right',
      [
        { scores: [0.9, 0.1], rightIndex: 1 },
        { scores: [0.8, 0.3], rightIndex: 1 },
        { scores: [0.9, 0.8], rightIndex: -1 },
      ],
      'expected hypotheses with higher scores to be right more often, got a slope of -',
    ],
  ])('are %s', (_, lines, message) => {
    expect(() => fitJoint(lines)).toThrow(UnfittableLines);
    expect(() => fitJoint(lines)).toThrow(message);
  });

  it.each([
    [{ scores: [0.5, 1.5], rightIndex: 0 }, 'lines[1].scores[1]: expected a probability, got 1.5'],
    [{ scores: [NaN], rightIndex: -1 }, 'lines[1].scores[0]: expected a probability, got NaN'],
    [{ scores: [0.5], rightIndex: 1 }, 'lines[1].rightIndex: expected -1 or a position among 1 scores, got 1'],
    [{ scores: [0.5], rightIndex: 0.5 }, 'lines[1].rightIndex: expected -1 or a position among 1 scores, got 0.5'],
  ])('are not those that are wrong in themselves: %j', (wrong, message) => {
    expect(() => fitJoint([right, wrong])).toThrow(new RangeError(message));
  });
});
