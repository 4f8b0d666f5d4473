import type { SimulationContents } from '@tiebreak/report';
import { AskedQueries, HAS_DATA } from './bandit/asked-queries';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';

const SEEDS = FULL_SIZE ? 10 : 1;
/** Strategies break after half of them. */
const ROUNDS = FULL_SIZE ? 20_000 : 3_000;
/** Strategies that break, one at a time: in all runs the one that finds most of what is misspelt, in one run each others. */
const BROKEN = FULL_SIZE ? ['fuzzy', 'lexical', 'sparse'] : ['fuzzy'];
/** Share of what an oracle without the strategy covers that is to be reached. */
const LEAST = 0.9;

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** Real ones take longer to make than CI has time. */
const queries = new AskedQueries(FULL_SIZE && HAS_DATA);

describe(`the bandit on ${queries.name} when a strategy breaks after ${ROUNDS / 2} rounds: ${SEEDS} seeds`, () => {
  beforeAll(() => queries.make(), 3_600_000);
  afterAll(() => {
    queries.remove();
  });

  it(`covers ${percent(LEAST)} of what an oracle without it does, 2,000 rounds later`, async () => {
    const simulated: SimulationContents[] = [];
    for (const [i, broken] of BROKEN.entries())
      simulated.push(
        await queries.simulate({ rounds: ROUNDS, seeds: i === 0 ? SEEDS : 1, policies: ['thompson'], broken }),
      );
    const recoveries = simulated.map(({ recovery }) => recovery!);
    const table = markdownTable([
      ['broken', 'runs', 'share of what the oracle covers', 'lowest run'],
      ...recoveries.map(({ strategy, share, shares }) => [
        ...[strategy, String(shares.length), percent(share)],
        percent(Math.min(...shares)),
      ]),
    ]);
    console.log(table);
    const { rounds, window } = recoveries[0]!;
    const what = `thompson over ${simulated[0]!.queries.met} ${queries.name}; a strategy finds nothing after ${ROUNDS / 2} rounds; measured over the last ${window} of the ${rounds} that follow.`;
    if (FULL_SIZE) await publish('bandit-recovery', what, table);
    for (const { rounds: within, share } of recoveries) {
      expect(within).toBe(2_000);
      expect(share).toBeGreaterThanOrEqual(LEAST);
    }
  }, 3_600_000);
});
