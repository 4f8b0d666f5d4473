import { mean } from '@tiebreak/statistics';
import { smallTable } from '../../test/small-table';
import { namedPolicy } from '../policies/policy-settings';
import { untaughtPolicy, type PolicyState } from '../state/policy-state';
import { writePolicyState } from '../state/serialise-state';
import { byWindow, coverageByKind, regretsOf, sharesByWindow, valueAbove } from './measure-runs';
import { contextualOracle } from './oracle';
import { clairvoyantValue, covers, valueOf, withBroken } from './query-table';
import { simulate } from './simulate';
import { staticFrontier } from './static-frontier';

const PRICE = { perCandidate: 0.004, perMillisecond: 0 };
const TABLE = smallTable(300, 1);
const fresh = (name: string): PolicyState => untaughtPolicy(namedPolicy(name, TABLE.space, PRICE), TABLE.space);

describe('a simulation', () => {
  const run = simulate(TABLE, fresh('thompson'), { rounds: 1_200, seed: 1 });

  it('is the same for the same seed, and another for another', () => {
    const again = simulate(TABLE, fresh('thompson'), { rounds: 1_200, seed: 1 });
    expect(again).toEqual(run);
    expect(simulate(TABLE, fresh('thompson'), { rounds: 1_200, seed: 2 }).queries).not.toEqual(run.queries);
  });

  it('meets the same queries whatever the policy', () => {
    expect(simulate(TABLE, fresh('all-10'), { rounds: 1_200, seed: 1 }).queries).toEqual(run.queries);
  });

  it('finds what strategies that ran deep enough have', () => {
    for (let t = 0; t < 200; t++)
      expect(run.found[t]).toBe(covers(run.levels.subarray(3 * t, 3 * t + 3), TABLE.queries[run.queries[t]!]!) ? 1 : 0);
  });

  it('tells the policy nothing of what it did not run', () => {
    const hidden = {
      ...TABLE,
      queries: TABLE.queries.map((query) => ({ ...query, ranks: query.ranks.with(2, 0) })),
    };
    const only = fresh('title=100+words=100');
    expect(simulate(hidden, only, { rounds: 200, seed: 1 })).toEqual(simulate(TABLE, only, { rounds: 200, seed: 1 }));
  });

  it('teaches late when feedback is late, and nothing when the user never confirms', () => {
    const late = simulate(TABLE, fresh('thompson'), { rounds: 300, seed: 1, delay: 100 });
    expect(late.state.decisions).toBeLessThanOrEqual(200);
    const silent = simulate(TABLE, fresh('thompson'), { rounds: 400, seed: 1, noise: 1 });
    expect(mean(silent.levels.slice(-150))).toBeLessThan(mean(run.levels.slice(-150)) / 2);
    expect(writePolicyState(silent.state)).not.toBe(writePolicyState(run.state));
  });

  it('regrets nothing beside an oracle that does what it does, and more beside one that knows all', () => {
    const oracle = contextualOracle(TABLE, PRICE, 1);
    const better = mean(regretsOf(TABLE, run, PRICE));
    expect(better).toBeGreaterThan(mean(regretsOf(TABLE, run, PRICE, oracle)));
    const [early, , , last] = byWindow(regretsOf(TABLE, run, PRICE, oracle), 4);
    expect(last).toBeLessThan(early!);
    for (const [i, query] of TABLE.queries.entries())
      expect(clairvoyantValue(query, PRICE)).toBeGreaterThanOrEqual(valueOf(oracle[i]!, query, PRICE));
  });

  it('shows that contexts help: more is found than by the best static depths with as many candidates', () => {
    const rows = coverageByKind(TABLE, [run], staticFrontier(smallTable(400, 2)), 1);
    expect(rows.map(({ kind }) => kind)).toEqual(['all', 'short', 'long']);
    expect(rows[0]!.rounds).toBe(1_200);
    expect(rows[0]!.aboveStatic.value).toBeCloseTo(rows[0]!.coverage - rows[0]!.staticCoverage, 10);
    expect(rows[0]!.aboveStatic.interval[0]).toBeGreaterThan(0);
    expect(valueAbove(TABLE, [run], [run], PRICE, 1).value).toBe(0);
    const static100 = simulate(TABLE, fresh('all-100'), { rounds: 1_200, seed: 1 });
    expect(valueAbove(TABLE, [run], [static100], PRICE, 1).interval[0]).toBeGreaterThan(0.5);
  });

  it('is less sure of queries that go together: one group alone tells nothing of others', () => {
    const widthOf = (group: (i: number) => string): number => {
      const table = { ...TABLE, queries: TABLE.queries.map((query, i) => ({ ...query, group: group(i) })) };
      const [low, high] = valueAbove(
        table,
        [run],
        [simulate(table, fresh('all-100'), { rounds: 1_200, seed: 1 })],
        PRICE,
        1,
      ).interval;
      return high - low;
    };
    expect(widthOf(() => 'all')).toBe(0);
    expect(widthOf((i) => `${i % 10}`)).not.toBe(widthOf(String));
  });

  it('does without a strategy that broke, as soon as its drift forgets it', () => {
    const settings = namedPolicy('thompson', TABLE.space, PRICE);
    if (settings.kind === 'static') throw new Error('expected a policy that learns');
    const quick = untaughtPolicy({ ...settings, drift: 1e-3 }, TABLE.space);
    const broken = simulate(TABLE, quick, { rounds: 1_200, seed: 1, broken: { strategy: 2, from: 600 } });
    const shares = sharesByWindow(broken, 3, 8)[2]!;
    expect(shares[3]).toBeGreaterThan(0.4);
    expect(shares[7]).toBeLessThan(0.2);
    expect(withBroken(TABLE, 2).queries.every(({ ranks }) => ranks[2] === 0)).toBe(true);
  });
});
