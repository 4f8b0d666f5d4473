import type { PenalizedObjective } from './batch-objective';

export interface PerceptronOptions extends PenalizedObjective {
  /** Perceptrons whose mean is taken, at least 1. */
  readonly members: number;
  /** Hidden units of each member, at least 1. */
  readonly hidden: number;
  /** Times that each member sees every list, at least 1. */
  readonly epochs: number;
  /** Lists in a batch, at least 1; the last batch of an epoch may have fewer. */
  readonly batchLists: number;
  /** Of the first step, above 0; it falls to 0 along half a cosine. Adam moves every weight by about that much a step. */
  readonly learningRate: number;
  /** A whole number, of which the low 32 bits count: decides the members' initial weights and their orders of lists. */
  readonly seed: number;
  /** Told after every epoch of every member the share of the work done, in (0, 1]. */
  readonly onEpoch?: (share: number) => void;
}

/** @throws RangeError naming the first option that is out of its range, what was expected and what came */
export function rejectBadOptions(options: PerceptronOptions): void {
  for (const name of ['members', 'hidden', 'epochs', 'batchLists'] as const) {
    const value = options[name];
    expectThat(Number.isInteger(value) && value >= 1, name, 'a whole number of at least 1', value);
  }
  const { learningRate, lambda, l2, seed } = options;
  expectThat(learningRate > 0 && Number.isFinite(learningRate), 'learningRate', 'a number above 0', learningRate);
  if (options.objective === 'r3')
    expectThat(lambda > 0 && Number.isFinite(lambda), 'lambda', 'a number above 0', lambda);
  expectThat(l2 >= 0 && Number.isFinite(l2), 'l2', 'a number of at least 0', l2);
  expectThat(Number.isInteger(seed), 'seed', 'a whole number', seed);
}

function expectThat(holds: boolean, name: keyof PerceptronOptions, expected: string, actual: number): void {
  if (!holds) throw new RangeError(`${name}: expected ${expected}, got ${actual}`);
}
