/** How trees are grown and added up. */
export interface BoostingOptions {
  /** How many, at least 1. */
  readonly trees: number;
  /** Share of each Newton step that is taken, in (0, 1]. */
  readonly learningRate: number;
  /** Most leaves of a tree, at least 2; the leaf whose split gains most is split next. */
  readonly leaves: number;
  /** Most tests from the root to a leaf, at least 1. */
  readonly depth: number;
  /** Least sum of second derivatives in a leaf, at least 0. */
  readonly leastHessian: number;
  /** Strength c of the penalty c/2 v^2 on every leaf value v, at least 0. */
  readonly l2: number;
  /** Share of the rows that each tree is grown on, in (0, 1], drawn without replacement. */
  readonly rowShare: number;
  /** Share of the columns that each tree may test, in (0, 1]. */
  readonly columnShare: number;
  /** Decides the rows and columns of each tree: a whole number, of which the low 32 bits count. */
  readonly seed: number;
  /** Told the number of trees grown so far, after each. */
  readonly onTree?: (trees: number) => void;
}

type NumberName = Exclude<keyof BoostingOptions, 'onTree'>;

/** @throws RangeError naming the option, what was expected and what came */
export function rejectInvalidOptions(options: BoostingOptions): void {
  const expect = (name: NumberName, expected: string, fits: (value: number) => boolean): void => {
    if (!fits(options[name])) throw new RangeError(`${name}: expected ${expected}, got ${options[name]}`);
  };
  const isShare = (value: number) => value > 0 && value <= 1;
  const isPenalty = (value: number) => value >= 0 && value < Infinity;
  const isCount = (least: number) => (value: number) => Number.isInteger(value) && value >= least;
  expect('trees', 'a whole number of at least 1', isCount(1));
  expect('learningRate', 'a number in (0, 1]', isShare);
  expect('leaves', 'a whole number of at least 2', isCount(2));
  expect('depth', 'a whole number of at least 1', isCount(1));
  expect('leastHessian', 'a finite number of at least 0', isPenalty);
  expect('l2', 'a finite number of at least 0', isPenalty);
  expect('rowShare', 'a share in (0, 1]', isShare);
  expect('columnShare', 'a share in (0, 1]', isShare);
  expect('seed', 'a whole number', Number.isInteger);
}
