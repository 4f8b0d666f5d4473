import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { rotated } from '@tiebreak/benchmark';
import { hashedEncoder } from '@tiebreak/candidates';
import type { BareIndex } from '@tiebreak/search-index';
import { median, quantile } from '@tiebreak/statistics';
import { DEPTH, type SearchSubject } from './search-subject';

/** Searches in flight at the same time. */
export const IN_FLIGHT = [1, 8, 32] as const;

/** How much is measured. */
export interface SearchDurations {
  readonly rounds: number;
  readonly warmUp: number;
  /** Queries of each measurement of a round. */
  readonly queries: number;
}

/** What one round measured of one thing, in milliseconds. */
export interface RoundOfSearch {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Calls a second. */
  readonly rate: number;
  /** 99 in 100 times the event loop came back at least as soon; absent where calls block it. */
  readonly loopP99Ms?: number;
}

/** A thing that is measured: a search, or one of the floors below it. */
export interface Contender {
  readonly name: string;
  readonly inFlight: number;
  readonly call: (query: string) => Promise<unknown>;
  /** Floors run on the thread that measures. */
  readonly blocks: boolean;
}

/** What the event loop's delay is compared with: turns of so many milliseconds, and nothing else in the process. */
const TURN_MS = 0.5;
export const TURNS = `turns of ${TURN_MS} ms alone`;

/** Everything that is compared. */
export function contenders(subject: SearchSubject, bare: BareIndex): Contender[] {
  const floor = (name: string, call: Contender['call']): Contender => ({ name, inFlight: 1, call, blocks: true });
  return [
    floor('FTS5 alone', (query) => Promise.resolve(bare.words(query, DEPTH))),
    floor('k-NN alone', async (query) => bare.nearest(await hashedEncoder.encode([query]), DEPTH)),
    { name: TURNS, inFlight: 1, call: oneTurn, blocks: false },
    ...IN_FLIGHT.map((inFlight) => ({
      name: `search, ${inFlight} in flight`,
      inFlight,
      call: (query: string) => answered(subject, query),
      blocks: false,
    })),
  ];
}

/** All contenders in turn, each round beginning with another, each with the same queries. */
export async function measureSearch(
  all: readonly Contender[],
  queries: readonly string[],
  { rounds, warmUp, queries: length }: SearchDurations,
  onProgress: (share: number) => void,
): Promise<Map<string, RoundOfSearch[]>> {
  const measured = new Map(all.map(({ name }) => [name, [] as RoundOfSearch[]]));
  for (const contender of all) await measureOne(contender, queries.slice(0, warmUp));
  for (let round = 0; round < rounds; round++) {
    const asked = queries.slice(warmUp + round * length, warmUp + (round + 1) * length);
    for (const contender of rotated(all, round)) measured.get(contender.name)!.push(await measureOne(contender, asked));
    onProgress((round + 1) / rounds);
  }
  return measured;
}

async function measureOne({ call, inFlight, blocks }: Contender, queries: readonly string[]): Promise<RoundOfSearch> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < queries.length) {
      const query = queries[next++]!;
      const start = performance.now();
      await call(query);
      times.push(performance.now() - start);
    }
  };
  delays.enable();
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, client));
  const seconds = (performance.now() - start) / 1_000;
  delays.disable();
  return {
    p50Ms: median(times),
    p99Ms: quantile(times, 0.99),
    rate: queries.length / seconds,
    ...(blocks ? {} : { loopP99Ms: delays.percentile(99) / 1e6 }),
  };
}

async function oneTurn(): Promise<void> {
  const end = performance.now() + TURN_MS;
  while (performance.now() < end);
  await nextTurn();
}

/** @throws Error when a strategy did not answer: a search without it is another one */
async function answered(subject: SearchSubject, query: string): Promise<void> {
  const { strategies } = await subject.search(query);
  for (const { strategy, error } of strategies) if (error !== '') throw new Error(`${strategy}: ${error}`);
}
