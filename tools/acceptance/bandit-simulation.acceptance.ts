import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SimulationContents } from '@tiebreak/report';
import { mean } from '@tiebreak/statistics';
import { madeUpTable, tableFile } from './bandit/made-up-table';
import { FULL_SIZE, WORKSPACE } from './data';
import { markdownTable, publish } from './results';
import { QUERY_FILES } from './retrieval/wanted-queries';
import { WORKS_FILES } from './retrieval/works';
import { tiebreakJson } from './tiebreak';

const SEEDS = FULL_SIZE ? 10 : 2;
const ROUNDS = FULL_SIZE ? 20_000 : 5_000;
const POLICIES = ['thompson', 'independent-thompson', 'epsilon-greedy'];
/** Strategies that break in one run each, beside the one that breaks in all. */
const BROKEN_ONCE = FULL_SIZE ? ['lexical', 'sparse'] : [];
/** As the service has it, in units of one entity found. */
const PRICE = 1 / 3_000;
/** Queries of each kind, and the works of each domain that they are asked of. */
const [QUERIES, WORKS] = FULL_SIZE ? [1_800, 10_000] : [200, 1_500];
/** Not one that anything was chosen by. */
const SEED = 1_001;

const folder = mkdtempSync(join(tmpdir(), 'tiebreak-simulation-'));
const TABLE = join(folder, 'table.jsonl');
/** Without the data, queries are made up; policies' settings were chosen on other ones, either way. */
const IS_REAL = [...QUERY_FILES, ...WORKS_FILES].every((file) => existsSync(file));
const ASKED = IS_REAL ? 'real queries' : 'made-up queries';

const share = (value: number): string => value.toFixed(4);
const between = ({ value, interval: [low, high] }: { value: number; interval: readonly [number, number] }): string =>
  `${share(value)} (${share(low)} to ${share(high)})`;

describe(`the bandit in simulation on ${ASKED}: ${SEEDS} seeds of ${ROUNDS} rounds`, () => {
  let simulated: SimulationContents;
  const figures: string[] = [];

  beforeAll(async () => {
    if (IS_REAL) await makeTable();
    else writeFileSync(TABLE, tableFile(madeUpTable(FULL_SIZE ? 20_000 : 6_000, SEED)));
    simulated = await simulation(ROUNDS, SEEDS, POLICIES, 'fuzzy');
  }, 3_600_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    const text = figures.join('\n\n');
    console.log(text);
    if (!FULL_SIZE) return;
    const { queries } = simulated;
    const what = `${SEEDS} seeds of ${ROUNDS} rounds over ${queries.met} ${ASKED} of five kinds, at a price of 1/3000 a candidate; static depths tuned on ${queries.tuned} others.`;
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

  it.each([1, 2])('is worth more than other policy %i', (other) => {
    const { name, above } = simulated.policies[other]!;
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

  it('covers 90% of what an oracle without it does, 2,000 rounds after a strategy broke', async () => {
    const once: SimulationContents[] = [];
    for (const name of BROKEN_ONCE) once.push(await simulation(ROUNDS / 2, 1, POLICIES.slice(0, 1), name));
    const recoveries = [simulated, ...once].map(({ recovery }) => recovery!);
    figures.push(
      `Of what an oracle without the broken strategy covers: ${recoveries.map(({ strategy, share: reached }) => `${strategy} ${(100 * reached).toFixed(1)}%`).join(', ')}.`,
    );
    for (const { share: reached } of recoveries) expect(reached).toBeGreaterThanOrEqual(0.9);
  }, 3_600_000);
});

/** Runs `simulate` in a process of its own: the realm in which Jest runs tests makes number crunching three times as slow. */
function simulation(
  rounds: number,
  seeds: number,
  policies: readonly string[],
  broken: string,
): Promise<SimulationContents> {
  return tiebreakJson<SimulationContents>(
    ...['simulate', '--queries', TABLE, '--rounds', String(rounds), '--seeds', String(seeds)],
    ...['--policies', policies.join(','), '--break', broken, '--price', String(PRICE)],
  );
}

async function makeTable(): Promise<void> {
  const maker = join(WORKSPACE, 'tools/acceptance/retrieval/make-query-table.ts');
  const runner = join(WORKSPACE, 'tools/run-typescript.js');
  const sizes = [QUERIES, SEED, WORKS].map(String);
  await promisify(execFile)(process.execPath, ['--import', runner, maker, TABLE, ...sizes]);
}
