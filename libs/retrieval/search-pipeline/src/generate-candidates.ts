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
  const time = limitedTime(deadlineMs, signal);
  const ask = async ({ strategy, depth, propensity }: StrategyChoice): Promise<StrategyUse> => {
    const chosen = depth > 0;
    const use = { strategy, chosen, depth, retrieved: 0, propensity, latencyMs: 0, error: '' };
    if (!chosen) return use;
    const start = now();
    try {
      const generator = generators.get(strategy);
      if (generator === undefined) throw new Error('no such strategy is served');
      time.signal.throwIfAborted();
      const candidates = await Promise.race([generator.generate(query, depth, time.signal), time.over]);
      lists.set(strategy, candidates);
      return { ...use, retrieved: candidates.length, latencyMs: now() - start };
    } catch (error) {
      return { ...use, latencyMs: now() - start, error: error instanceof Error ? error.message : String(error) };
    }
  };
  try {
    const uses = await Promise.all(choices.map(ask));
    // In the order of the choices, whoever was first to answer.
    const ordered = choices.flatMap(({ strategy }) => {
      const list = lists.get(strategy);
      return list === undefined ? [] : [[strategy, list] as const];
    });
    return { lists: new Map(ordered), uses };
  } finally {
    time.stop();
  }
}

/** The time that all strategies of a search have: one clock, for they begin together. */
interface LimitedTime {
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
  /** Rejects then, saying why. */
  readonly over: Promise<never>;
  stop(): void;
}

function limitedTime(deadlineMs: number, outer: AbortSignal): LimitedTime {
  const inner = new AbortController();
  let reject: (reason: Error) => void = () => undefined;
  const over = new Promise<never>((_, rejected) => {
    reject = rejected;
  });
  // Nobody may be waiting any more.
  over.catch(() => undefined);
  const end = (why: string): void => {
    const reason = new Error(why);
    inner.abort(reason);
    reject(reason);
  };
  const timer = setTimeout(() => {
    end(`no answer within ${deadlineMs} ms`);
  }, deadlineMs);
  const cancelled = (): void => {
    end('the caller gave up');
  };
  if (outer.aborted) cancelled();
  else outer.addEventListener('abort', cancelled, { once: true });
  const stop = (): void => {
    clearTimeout(timer);
    outer.removeEventListener('abort', cancelled);
  };
  return { signal: inner.signal, over, stop };
}
