import { namedPolicy, POLICY_NAMES } from '@tiebreak/bandit';
import type { SimulationContents } from '@tiebreak/report';
import { type Command, InvalidArgumentError } from 'commander';
import { basename } from 'node:path';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { readTable } from '../simulation/read-table';
import { halves, runSimulation } from '../simulation/run-simulation';
import { wholeNumber } from '../whole-number';

interface SimulateFlags {
  readonly queries: string;
  readonly rounds: number;
  readonly seeds: number;
  readonly policies: readonly string[];
  readonly price: number;
  readonly latencyPrice: number;
  readonly noise: number;
  readonly break?: string;
  readonly report?: string;
  readonly json: boolean;
}

export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .summary('try policies that choose strategies, on queries whose results are known')
    .description(
      'Lets policies choose strategies and depths for a stream of queries from a table, with a user who confirms what is found, and compares them with the best static depths, tuned on the other half of the table.',
    )
    .requiredOption('--queries <file>', "queries with every strategy's rank of the wanted entity, JSONL or JSONL.gz")
    .option('--rounds <number>', 'queries that each policy meets', atLeastOne, 20_000)
    .option('--seeds <number>', 'runs of each policy', atLeastOne, 10)
    .option('--policies <names>', 'the first is held against the others', names, [
      'thompson',
      'independent-thompson',
      'epsilon-greedy',
    ])
    .option('--price <number>', 'of a candidate, in units of one entity found', share, 0.001)
    .option('--latency-price <number>', 'of a millisecond of the slowest strategy that runs', share, 0)
    .option('--noise <share>', 'of found entities that the user does not confirm', share, 0)
    .option('--break <strategy>', 'also run the first policy with this strategy finding nothing from halfway on')
    .option('--report <file>', 'write a page with plots')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      `\nPolicies: ${POLICY_NAMES.join(', ')}, all-10, all-25, all-50, all-100, or depths such as lexical=50+fuzzy=10.\n\nExample:\n  npx tiebreak simulate --queries table.jsonl --rounds 20000 --seeds 10 --report simulation.html`,
    )
    .action(run);
}

async function run(flags: SimulateFlags): Promise<void> {
  const { queries: path, rounds, seeds, policies, noise, json } = flags;
  const table = await readTable(path);
  const { met, others } = halves(table);
  if (met.queries.length === 0 || others.queries.length === 0)
    throw new Refusal(`${path}: expected queries enough for two halves, got ${table.queries.length}; give 20 or more`);
  const price = { perCandidate: flags.price, perMillisecond: flags.latencyPrice };
  const { strategies } = table.space;
  if (flags.break !== undefined && !strategies.includes(flags.break))
    throw new Refusal(`--break: expected one of the strategies ${strategies.join(', ')}, got ${flags.break}`);
  for (const name of policies) checkPolicy(() => namedPolicy(name, table.space, price));
  const progress = new Progress('simulating');
  const contents = runSimulation(
    table,
    {
      file: basename(path),
      policies,
      rounds,
      seeds,
      price,
      noise,
      curves: flags.report !== undefined,
      broken: flags.break,
    },
    progress.show,
  );
  progress.end();
  if (flags.report !== undefined) await writePage(flags.report, contents);
  if (json) printJson(contents);
  else print(contents);
}

function checkPolicy(make: () => unknown): void {
  try {
    make();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(`--policies: ${error.message}`);
    throw error;
  }
}

async function writePage(path: string, contents: SimulationContents): Promise<void> {
  // Loaded when asked for: the drawing library would hold up every other verb.
  const { writeSimulationPage } = await import('../simulation/write-page');
  await writeSimulationPage(path, contents);
  say(`wrote ${path}`);
}

function print({ queries, rounds, seeds, price, policies, recovery }: SimulationContents): void {
  say(
    `${seeds} runs of ${rounds} rounds over ${queries.met} queries, at a price of ${price} a candidate; static depths tuned on ${queries.tuned} others`,
  );
  const ends = ([low, high]: readonly [number, number]): string => `${low.toFixed(4)} to ${high.toFixed(4)}`;
  for (const { name, coverage, value, above } of policies) {
    say();
    const versus =
      name === policies[0]!.name
        ? ''
        : `; ${policies[0]!.name} is worth ${above.value.toFixed(4)} more (${ends(above.interval)})`;
    say(`${name}: worth ${value.toFixed(4)} a round${versus}`);
    say(
      formatTable([
        ['queries', 'candidates', 'coverage', 'best static', 'difference', '95% interval'],
        ...coverage.map(({ kind, candidates, coverage: own, staticCoverage, aboveStatic }) => [
          ...[kind, candidates.toFixed(1), own.toFixed(4), staticCoverage.toFixed(4), aboveStatic.value.toFixed(4)],
          ends(aboveStatic.interval),
        ]),
      ]),
    );
  }
  if (recovery !== undefined)
    say(
      `\nwithout ${recovery.strategy}: ${(100 * recovery.share).toFixed(1)}% of what an oracle without it covers, ${recovery.rounds} rounds after the break`,
    );
}

function atLeastOne(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError(`expected a whole number of at least 1, got ${text}`);
  return value;
}

function share(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError(`expected a number in [0, 1], got ${text}`);
  return value;
}

function names(text: string): string[] {
  const list = [...new Set(text.split(',').map((name) => name.trim()))];
  if (list.includes('')) throw new InvalidArgumentError(`expected names separated by commas, got ${text}`);
  return list;
}
