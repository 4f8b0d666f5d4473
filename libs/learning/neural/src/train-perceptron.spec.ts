import { logit } from '@tiebreak/interpretation';
import { scoreLists, trainLogLinear } from '@tiebreak/log-linear';
import { crossEntropy, type RankedLists, selectLists } from '@tiebreak/objectives';
import { exclusiveOrLists, randomLists } from '../test/simulated-lists';
import { type PerceptronOptions, scorePerceptron, trainPerceptronEnsemble } from './index';
import { meanPerceptron } from './perceptron';
import { trainMembers } from './train-perceptron';

const OPTIONS: PerceptronOptions = {
  objective: 'r3',
  lambda: 3,
  members: 2,
  hidden: 4,
  epochs: 4,
  batchLists: 8,
  learningRate: 0.02,
  l2: 1e-4,
  seed: 1,
};

function scaledColumn(lists: RankedLists, column: number, factor: number): RankedLists {
  return {
    ...lists,
    features: lists.features.map((value, i) => (i % lists.columns === column ? value * factor : value)),
  };
}

/** Of the lists with a right hypothesis, the share in which the top one is right. */
function shareRightFirst(logOdds: Float64Array, { offsets, own, right }: RankedLists): number {
  let lists = 0;
  let rightFirst = 0;
  own.forEach((_, list) => {
    const rows = Array.from({ length: offsets[list + 1]! - offsets[list]! }, (_, i) => offsets[list]! + i);
    if (!rows.some((row) => right[row] === 1)) return;
    lists++;
    rightFirst += right[rows.reduce((best, row) => (logOdds[row]! > logOdds[best]! ? row : best))]!;
  });
  return rightFirst / lists;
}

describe('training an ensemble of perceptrons', () => {
  const lists = randomLists(60, 1);
  const scores = scorePerceptron(trainPerceptronEnsemble(lists, OPTIONS), lists.features);

  it.each(['r1', 'r2', 'r3'] as const)(
    'learns under %s to put first what is right by an exclusive or, which a log-linear model cannot',
    (objective) => {
      const [train, unseen] = [exclusiveOrLists(200, 1), exclusiveOrLists(200, 2)];
      const perceptron = trainPerceptronEnsemble(train, { ...OPTIONS, objective, epochs: 20 });
      const logLinear = trainLogLinear(train, { objective, lambda: 3, l2: 1e-4 });
      expect(shareRightFirst(scorePerceptron(perceptron, unseen.features), unseen)).toBeGreaterThan(0.98);
      // Preferring one of the two ways to be right is the best that a sum of features can do.
      expect(shareRightFirst(scoreLists(logLinear, unseen), unseen)).toBeLessThan(0.8);
    },
  );

  it('knows under R2 how sure it can be of an exclusive or: its cross entropy is below .05, a log-linear one ln 2', () => {
    const [train, unseen] = [exclusiveOrLists(200, 1), exclusiveOrLists(200, 2)];
    const entropyOf = (logOdds: Float64Array) => crossEntropy(logOdds, unseen, 1, new Float64Array(logOdds.length));
    const perceptron = trainPerceptronEnsemble(train, { ...OPTIONS, objective: 'r2', epochs: 20 });
    const logLinear = trainLogLinear(train, { objective: 'r2', lambda: 3, l2: 1e-4 });
    expect(entropyOf(scorePerceptron(perceptron, unseen.features))).toBeLessThan(0.05);
    expect(entropyOf(scoreLists(logLinear, unseen))).toBeCloseTo(Math.LN2, 1);
  });

  it('gives the same bits for the same seed, and others for another', () => {
    expect(trainPerceptronEnsemble(lists, OPTIONS)).toEqual(trainPerceptronEnsemble(lists, OPTIONS));
    const other = trainPerceptronEnsemble(lists, { ...OPTIONS, seed: 2 });
    expect(scorePerceptron(other, lists.features)).not.toEqual(scores);
  });

  it('is the mean of its members, which a smaller ensemble shares and which are all different', () => {
    const three = trainMembers(lists, { ...OPTIONS, members: 3 });
    expect(trainPerceptronEnsemble(lists, OPTIONS)).toEqual(meanPerceptron(three.slice(0, 2)));
    expect(new Set(three.map(({ outputBias }) => outputBias)).size).toBe(3);
  });

  it('scores the same to the last bit when a column is in units 1024 times as small, and nearly so for 1000', () => {
    const rescored = (factor: number) => {
      const scaled = scaledColumn(lists, 1, factor);
      return scorePerceptron(trainPerceptronEnsemble(scaled, OPTIONS), scaled.features);
    };
    expect(rescored(1024)).toEqual(scores);
    rescored(1000).forEach((score, row) => {
      expect(score).toBeCloseTo(scores[row]!, 4);
    });
  });

  it('gives a constant column no weight', () => {
    const { hidden, inputWeights, skipWeights } = trainPerceptronEnsemble(lists, OPTIONS);
    expect([...inputWeights.slice(3 * hidden), skipWeights[3]]).toEqual(new Array(hidden + 1).fill(0));
  });

  it('falls back on the share right where the penalty leaves no weights', () => {
    const { right, features } = lists;
    const share = right.reduce((sum, flag) => sum + flag, 0) / right.length;
    const flat = trainPerceptronEnsemble(lists, { ...OPTIONS, objective: 'r2', l2: 100, epochs: 40 });
    scorePerceptron(flat, features).forEach((score) => {
      expect(Math.abs(score - logit(share))).toBeLessThan(0.2);
    });
  });

  it('takes more lists in a batch than there are for all of them', () => {
    expect(trainPerceptronEnsemble(lists, { ...OPTIONS, batchLists: 1000 })).toEqual(
      trainPerceptronEnsemble(lists, { ...OPTIONS, batchLists: 60 }),
    );
  });

  it('tells after every epoch of every member the share of the work done', () => {
    const told: number[] = [];
    trainPerceptronEnsemble(lists, { ...OPTIONS, onEpoch: (share) => told.push(share) });
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((epoch) => epoch / 8));
  });

  it('refuses to learn from nothing', () => {
    expect(() => trainPerceptronEnsemble(selectLists(lists, []), OPTIONS)).toThrow(
      new Error('expected hypotheses to learn from, got none'),
    );
  });

  it.each<[Partial<PerceptronOptions>, string]>([
    [{ members: 0 }, 'members: expected a whole number of at least 1, got 0'],
    [{ hidden: 2.5 }, 'hidden: expected a whole number of at least 1, got 2.5'],
    [{ epochs: -1 }, 'epochs: expected a whole number of at least 1, got -1'],
    [{ batchLists: NaN }, 'batchLists: expected a whole number of at least 1, got NaN'],
    [{ learningRate: 0 }, 'learningRate: expected a number above 0, got 0'],
    [{ lambda: Infinity }, 'lambda: expected a number above 0, got Infinity'],
    [{ l2: -1e-4 }, 'l2: expected a number of at least 0, got -0.0001'],
    [{ seed: 0.5 }, 'seed: expected a whole number, got 0.5'],
  ])('refuses %j by name', (options, message) => {
    expect(() => trainPerceptronEnsemble(lists, { ...OPTIONS, ...options })).toThrow(new RangeError(message));
  });

  it('ignores lambda outside R3', () => {
    const r2 = { ...OPTIONS, objective: 'r2' } as const;
    expect(trainPerceptronEnsemble(lists, { ...r2, lambda: 0 })).toEqual(trainPerceptronEnsemble(lists, r2));
  });
});
