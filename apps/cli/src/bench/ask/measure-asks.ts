import { median, quantile } from '@tiebreak/statistics';
import type { AskSubject } from './ask-subject';

/** How much is measured. */
export interface AskDurations {
  readonly rounds: number;
  readonly warmUp: number;
  /** Wishes of each round. */
  readonly asks: number;
}

/** What one round measured, in milliseconds. */
export interface RoundOfAsks {
  readonly askP50Ms: number;
  readonly askP99Ms: number;
  /** Of all hops of one wish together. */
  readonly hopsP50Ms: number;
  readonly hopsP99Ms: number;
}

export interface MeasuredAsks {
  readonly rounds: readonly RoundOfAsks[];
  /** Share of the wishes that came to a search. */
  readonly searched: number;
}

/** Every wish both ways, in turn first, so that what the first one leaves in caches favours neither. */
export async function measureAsks(
  subject: AskSubject,
  wishes: readonly string[],
  { rounds, warmUp, asks }: AskDurations,
  onProgress: (share: number) => void,
): Promise<MeasuredAsks> {
  let next = 0;
  let searched = 0;
  const both = async (times: { readonly ask: number[]; readonly hops: number[] }): Promise<void> => {
    const index = next++;
    const wish = wishes[index % wishes.length]!;
    const ask = async (): Promise<void> => void times.ask.push((await timed(() => subject.ask(wish))).ms);
    const hops = async (): Promise<void> => {
      const came = await timed(() => subject.hops(wish));
      times.hops.push(came.ms);
      if (came.answer) searched++;
    };
    for (const way of index % 2 === 0 ? [ask, hops] : [hops, ask]) await way();
  };
  for (let i = 0; i < warmUp; i++) await both({ ask: [], hops: [] });
  searched = 0;
  const measured: RoundOfAsks[] = [];
  for (let round = 0; round < rounds; round++) {
    const times = { ask: [] as number[], hops: [] as number[] };
    for (let i = 0; i < asks; i++) await both(times);
    measured.push({
      askP50Ms: median(times.ask),
      askP99Ms: quantile(times.ask, 0.99),
      hopsP50Ms: median(times.hops),
      hopsP99Ms: quantile(times.hops, 0.99),
    });
    onProgress((round + 1) / rounds);
  }
  return { rounds: measured, searched: searched / (rounds * asks) };
}

/** An answer, and the milliseconds that it took. */
async function timed<T>(call: () => Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const start = performance.now();
  const answer = await call();
  return { answer, ms: performance.now() - start };
}
