import {
  applyFeedback,
  type BanditPolicy,
  type DecisionContext,
  type DecisionOutcome,
  drawChoice,
  namedPolicy,
  policyFrom,
  untaughtPolicy,
  withShadow,
} from '@tiebreak/bandit';
import { chiSquareTail } from '@tiebreak/statistics';
import { madeUpTable } from './bandit/made-up-table';
import { FULL_SIZE } from './data';

const REDRAWS = 100_000;
const CONTEXTS = FULL_SIZE ? 10 : 2;
const PRICE = { perCandidate: 0.001, perMillisecond: 0 };
const { space, queries } = madeUpTable(400, 3_003);

/** A policy that has learned from some queries, with every strategy run. */
function taught(name: string): BanditPolicy {
  const outcomes = queries.map(({ context, ranks }, position): DecisionOutcome => {
    return { position, context, ranks, depths: ranks.map(() => 100) };
  });
  return policyFrom(applyFeedback(untaughtPolicy(namedPolicy(name, space, PRICE), space), outcomes));
}

describe('the bandit', () => {
  it.each(['thompson', 'independent-thompson', 'epsilon-greedy', 'c2ucb', 'square-cb'])(
    `logs propensities of %s that are the frequencies of ${REDRAWS} redraws`,
    (name) => {
      const policy = taught(name);
      const pValues = queries.slice(0, CONTEXTS).flatMap(({ context }) => pValuesOf(policy, context));
      // Of several tests the least p-value counts, as often as there are tests.
      expect(Math.min(...pValues) * pValues.length).toBeGreaterThan(0.01);
    },
    600_000,
  );

  it('chooses the same with a shadow beside it', () => {
    const [acting, shadow] = [taught('thompson'), taught('square-cb')];
    const both = withShadow(acting, shadow);
    queries.slice(0, 100).forEach(({ context }, seed) => {
      const { shadow: beside, ...acted } = both.choose(context, seed);
      expect(acted).toEqual(acting.choose(context, seed));
      expect(beside).toEqual(shadow.choose(context, seed));
    });
  });
});

/** P-values of the joint propensities, and of those of each strategy's depth, as they were logged with what was drawn. */
function pValuesOf(policy: BanditPolicy, context: DecisionContext): number[] {
  const counts = new Map<string, Map<string, Cell>>();
  // The same in every redraw, so it is worked out once.
  const distribution = policy.distribution(context);
  for (let seed = 0; seed < REDRAWS; seed++) {
    const { depths, jointPropensity, propensities } = drawChoice(distribution, seed);
    add(counts, 'joint', depths.join(), jointPropensity);
    depths.forEach((depth, s) => {
      add(counts, space.strategies[s]!, String(depth), propensities[s]!);
    });
  }
  return [...counts.values()].map((cells) => pValueOf([...cells.values()]));
}

interface Cell {
  count: number;
  readonly propensity: number;
}

function add(counts: Map<string, Map<string, Cell>>, what: string, value: string, propensity: number): void {
  const cells = counts.get(what) ?? new Map<string, Cell>();
  counts.set(what, cells);
  const cell = cells.get(value) ?? { count: 0, propensity };
  cells.set(value, cell);
  cell.count++;
}

/** Chi-square, with what is expected fewer than 10 times put together with what was never drawn. */
function pValueOf(cells: readonly Cell[]): number {
  const often = cells.filter(({ propensity }) => propensity * REDRAWS >= 10);
  const rest = often.reduce(
    (left, { count, propensity }) => ({ count: left.count - count, propensity: left.propensity - propensity }),
    { count: REDRAWS, propensity: 1 },
  );
  const all = rest.propensity * REDRAWS >= 1 ? [...often, rest] : often;
  const statistic = all.reduce(
    (sum, { count, propensity }) => sum + (count - propensity * REDRAWS) ** 2 / (propensity * REDRAWS),
    0,
  );
  return all.length < 2 ? 1 : chiSquareTail(statistic, all.length - 1);
}
