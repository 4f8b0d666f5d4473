import { type Candidate, type CandidateGenerator, type UnderstoodQuery } from '@tiebreak/candidates';
import type { StrategyUse } from './search-service';
import type { StrategyChoice } from './strategy-policy';

/** What all strategies of a search brought. */
export interface Generated {
  /** By strategy, of those that answered. */
  readonly lists: ReadonlyMap<string, readonly Candidate[]>;
  /** One a choice, in their order. */
  readonly uses: readonly StrategyUse[];
}

/** How long strategies may take, and how time is told. */
export interface GenerationLimits {
  /** A strategy that takes longer is left out. */
  readonly deadlineMs: number;
  readonly now: () => number;
}

/**
 * Asks the chosen strategies at the same time. One that fails or is late is left out, and its use says why; the search
 * goes on without it.
 */
export async function generateCandidates(
  generators: ReadonlyMap<string, CandidateGenerator>,
  query: UnderstoodQuery,
  choices: readonly StrategyChoice[],
  signal: AbortSignal,
  { deadlineMs, now }: GenerationLimits,
): Promise<Generated> {
  const lists = new Map<string, readonly Candidate[]>();
  const running: Running = new Set();
  const ask = async ({ strategy, depth, propensity }: StrategyChoice): Promise<StrategyUse> => {
    const chosen = depth > 0;
    const use = { strategy, chosen, depth, retrieved: 0, propensity, latencyMs: 0, error: '' };
    if (!chosen) return use;
    const start = now();
    try {
      const generator = generators.get(strategy);
      if (generator === undefined) throw new Error('no such strategy is served');
      const candidates = await inTime(deadlineMs, running, (aborts) => generator.generate(query, depth, aborts));
      lists.set(strategy, candidates);
      return { ...use, retrieved: candidates.length, latencyMs: now() - start };
    } catch (error) {
      return { ...use, latencyMs: now() - start, error: error instanceof Error ? error.message : String(error) };
    }
  };
  // One listener for all strategies: Node warns of a leak where there are more than ten.
  const cancelled = (): void => {
    for (const stop of running) stop(new Error('the caller gave up'));
  };
  signal.addEventListener('abort', cancelled, { once: true });
  const uses = await Promise.all(choices.map(ask)).finally(() => {
    signal.removeEventListener('abort', cancelled);
  });
  // In the order of the choices, whoever was first to answer.
  const ordered = choices.flatMap(({ strategy }) => {
    const list = lists.get(strategy);
    return list === undefined ? [] : [[strategy, list] as const];
  });
  return { lists: new Map(ordered), uses };
}

/** What stops each strategy that has not answered yet. */
type Running = Set<(reason: Error) => void>;

/** @throws Error when the work is not done in time, or was stopped */
async function inTime<T>(deadlineMs: number, running: Running, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const inner = new AbortController();
  let stop: (reason: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = (reason) => {
      inner.abort(reason);
      reject(reason);
    };
  });
  const timer = setTimeout(() => {
    stop(new Error(`no answer within ${deadlineMs} ms`));
  }, deadlineMs);
  running.add(stop);
  try {
    return await Promise.race([work(inner.signal), stopped]);
  } finally {
    clearTimeout(timer);
    running.delete(stop);
  }
}
