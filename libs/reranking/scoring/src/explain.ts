import type { Contribution } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import type { ScoringModel } from './scoring-model';
import { type Ends, steps, type Walk, walk } from './walks';

/** Name of the contribution that no feature brings: the model's log-odds when every feature is 0. */
export const BIAS = 'bias';

/** What each feature of a row brings to its log-odds, and how well that is known. */
export interface Explanation {
  /** Largest first, the bias last; they sum to the log-odds. */
  readonly contributions: readonly Contribution[];
  /** `exact`: to float32 rounding. `sampled`: an average over random permutations, each share with a standard error. */
  readonly method: 'exact' | 'sampled';
  /** Permutations that the shares are averages over. */
  readonly permutations: number;
  /** Standard errors of the contributions' log-odds, in their order; all 0 when exact. The bias is always exact. */
  readonly standardErrors: readonly number[];
}

export interface ExplainOptions {
  /**
   * Pairs of opposite permutations to walk when one pair does not settle the shares: a whole number, at least 2.
   * Standard errors fall with its square root.
   */
  readonly pairs?: number;
  /** Of the permutations: equal seeds give equal explanations. */
  readonly seed?: number;
}

/**
 * A service explains within its deadline: for five hypotheses of 35 features these are 2,720 rows, 8 ms with 200 trees of
 * depth 5, whose standard errors are .01 at the mean. Who has time asks for more.
 */
const PAIRS = 8;

/**
 * Shares that the two walks of a pair agree on to this many log-odds (or to this part of the largest log-odds on the
 * way, when that is above 1) are taken for equal: float32 outputs, and graphs that add up in float32, differ by less.
 */
const TOLERANCE = 1e-5;

/**
 * Shapley values of every row's features in its log-odds, by runs of the graph, so that they hold for any bundle.
 *
 * The reference point is the row of zeros: no intent, slot or context value that the model knows, and scores whose
 * log-odds are even. It needs no data beside the bundle and is the same for all hypotheses, so their shares compare.
 * Its log-odds are the bias. A feature whose value is 0 has no share and is left out.
 *
 * A walk lets the features come in one by one in a random order; what each step changes is a share, and the shares
 * of a walk sum to f(row) - f(0). Shapley values are the mean over all orders (Štrumbelj & Kononenko 2014, "Explaining
 * prediction models and individual predictions with feature contributions"). Every order is walked backwards too
 * (Mitchell et al. 2022, "Sampling permutations for Shapley value estimation"): the mean of such a pair is already right
 * wherever features interact two at a time at most. When both walks of the first pair give the same shares the model is
 * additive in this row, every order would give them, and they are exact; so they are for two features, which have no
 * other orders. Else `pairs` pairs are walked. (Interactions of several features that cancel in just this pair would
 * be missed.)
 *
 * @throws RangeError when `pairs` is not a whole number of at least 2
 */
export async function explainRows(
  model: ScoringModel,
  rows: Float32Array,
  { pairs = PAIRS, seed = 1 }: ExplainOptions = {},
): Promise<Explanation[]> {
  if (!Number.isInteger(pairs) || pairs < 2) throw new RangeError(`expected at least 2 pairs, got ${pairs}`);
  const explained = await rowsToExplain(model, rows, seed);
  await walkPairs(model, explained, 1);
  const unsettled = explained.filter((row) => !row.exact);
  await walkPairs(model, unsettled, pairs - 1);
  return explained.map((row) => explanationOf(row, model.schema.columns));
}

/** A row on the way to its explanation. */
interface ExplainedRow extends Ends {
  readonly values: Float32Array;
  /** Columns whose value is not 0. */
  readonly present: readonly number[];
  /** The next random order of `present`. */
  readonly nextOrder: () => number[];
  /** For each pair so far, the shares of `present`: the means of its two walks. */
  readonly shares: number[][];
  /** Whether the first pair settled the shares. */
  exact: boolean;
}

async function rowsToExplain(model: ScoringModel, rows: Float32Array, seed: number): Promise<ExplainedRow[]> {
  const width = model.schema.columns.length;
  const count = rows.length / width;
  // The last row stays 0: the reference point.
  const ends = new Float32Array(rows.length + width);
  ends.set(rows);
  const logOdds = await model.logOdds(ends);
  return Array.from({ length: count }, (_, row) => {
    const values = rows.subarray(row * width, (row + 1) * width);
    const present = [...values.keys()].filter((column) => values[column] !== 0);
    // A stream of its own, so that a row is explained alike alone and among others.
    const random = seededRandom(seed);
    const nextOrder = () => random.shuffle(present);
    return { values, present, nextOrder, none: logOdds[count]!, all: logOdds[row]!, shares: [], exact: false };
  });
}

/** Walks `count` more pairs of every row. */
async function walkPairs(model: ScoringModel, rows: readonly ExplainedRow[], count: number): Promise<void> {
  const walks: Walk[] = rows.flatMap(({ values, nextOrder }) =>
    Array.from({ length: count }, nextOrder).flatMap((order) => [
      { values, order },
      { values, order: order.toReversed() },
    ]),
  );
  const stops = await walk(model, walks);
  let at = 0;
  for (const row of rows) {
    for (let pair = 0; pair < count; pair++, at += 2) {
      addPair(row, walks[at]!.order, stops[at]!, stops[at + 1]!);
    }
  }
}

function addPair(row: ExplainedRow, order: readonly number[], there: readonly number[], back: readonly number[]): void {
  const forwards = steps(there, row);
  const backwards = steps(back, row).reverse();
  const largest = [row.none, row.all, ...there, ...back].reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  const agree = forwards.every((share, i) => Math.abs(share - backwards[i]!) <= TOLERANCE * largest);
  if (row.shares.length === 0) row.exact = agree || order.length <= 2;
  const shareOf = new Map(order.map((column, i) => [column, (forwards[i]! + backwards[i]!) / 2]));
  row.shares.push(row.present.map((column) => shareOf.get(column)!));
}

function explanationOf(
  { values, present, none, shares, exact }: ExplainedRow,
  columns: readonly string[],
): Explanation {
  const contributions = present.map((column, i) => {
    const ofPairs = shares.map((pair) => pair[i]!);
    const { mean, standardError } = summary(ofPairs);
    return { feature: columns[column]!, value: values[column]!, logOdds: mean, standardError };
  });
  contributions.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
  return {
    contributions: [
      ...contributions.map(({ standardError: _, ...contribution }) => contribution),
      { feature: BIAS, value: 1, logOdds: none },
    ],
    method: exact ? 'exact' : 'sampled',
    permutations: 2 * shares.length,
    standardErrors: [...contributions.map(({ standardError }) => (exact ? 0 : standardError)), 0],
  };
}

/** Mean and its standard error; pairs are independent of each other, the walks within a pair are not. */
function summary(values: readonly number[]): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}
