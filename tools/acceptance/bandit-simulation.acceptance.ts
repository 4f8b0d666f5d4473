import type { SimulationContents } from '@tiebreak/report';
import { mean } from '@tiebreak/statistics';
import { AskedQueries, HAS_DATA } from './bandit/asked-queries';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';

const SEEDS = FULL_SIZE ? 10 : 2;
const ROUNDS = FULL_SIZE ? 20_000 : 5_000;
const POLICIES = ['thompson', ...(FULL_SIZE ? ['independent-thompson'] : []), 'epsilon-greedy'];

const share = (value: number): string => value.toFixed(4);
const between = ({ value, interval: [low, high] }: { value: number; interval: readonly [number, number] }): string =>
  `${share(value)} (${share(low)} to ${share(high)})`;

const queries = new AskedQueries(HAS_DATA);

describe(`the bandit in simulation on ${queries.name}: ${SEEDS} seeds of ${ROUNDS} rounds`, () => {
  let simulated: SimulationContents;
  const figures: string[] = [];

  beforeAll(async () => {
    await queries.make();
    simulated = await queries.simulate({ rounds: ROUNDS, seeds: SEEDS, policies: POLICIES });
  }, 3_600_000);

  afterAll(async () => {
    queries.remove();
    const text = figures.join('\n\n');
    console.log(text);
    if (!FULL_SIZE) return;
    const { met, tuned } = simulated.queries;
    const what = `${SEEDS} seeds of ${ROUNDS} rounds over ${met} ${queries.name} of five kinds, at a price of 1/3000 a candidate; static depths tuned on ${tuned} others.`;
    await publish('bandit-simulation', what, text);
  });

  it('covers more than the best static depths at equal expected candidates', () => {
    const { coverage } = simulated.policies[0]!;
    figures.push(
      markdownTable([
        ['queries', 'candidates', 'thompson covers', 'best static depths', 'difference, 95% interval'],
        ...coverage.map(({ kind, candidates, coverage: own, staticCoverage, aboveStatic }) => [
          ...[kind, candidates.toFixed(1), share(own), share(staticCoverage)],
          between(aboveStatic),
        ]),
      ]),
    );
    // Within 5,000 rounds much of them is still learning.
    expect(coverage[0]!.aboveStatic.interval[FULL_SIZE ? 0 : 1]).toBeGreaterThan(0);
  });

  it.each(POLICIES.slice(1))('is worth more than %s', (other) => {
    const { name, above } = simulated.policies[POLICIES.indexOf(other)]!;
    figures.push(`Worth a round above ${name}: ${between(above)}.`);
    expect(above.interval[0]).toBeGreaterThan(0);
  });

  it('regrets less a round in the last half of the rounds than in the first', () => {
    const { regret } = simulated.policies[0]!;
    const part = (run: readonly number[], from: number, to: number): number =>
      mean(run.slice(from * run.length, to * run.length));
    const quarters = [0, 0.25, 0.5, 0.75].map((from) => mean(regret.map((run) => part(run, from, from + 0.25))));
    figures.push(`Regret a round against the contextual oracle, by quarter: ${quarters.map(share).join(', ')}.`);
    const falls = regret.map((run) => part(run, 0, 0.5) - part(run, 0.5, 1));
    const error = Math.sqrt(mean(falls.map((fall) => (fall - mean(falls)) ** 2)) / (SEEDS - 1));
    // Regret that grows linearly would not fall.
    expect(mean(falls)).toBeGreaterThan(FULL_SIZE ? 2 * error : 0);
  });
});
