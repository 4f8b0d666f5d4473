/** Answers whose times are remembered. */
const REMEMBERED = 256;
/** The wait is computed anew after so many answers. */
const EVERY = 32;
/** Calls slower than this share of the recent ones are hedged. */
const SLOW = 0.95;
/** Second calls for each first one, at most; what is saved up pays for a burst of ten. */
const BUDGET = 0.05;
const MOST_SAVED = 10;
/** Below this a second call costs more than it saves. */
const SHORTEST_WAIT_MS = 1;

/**
 * Hedged requests (Dean and Barroso, "The Tail at Scale", CACM 2013): a call that takes longer than 95 in 100 recent ones
 * is made a second time, and the first answer counts. Second calls are at most a twentieth of the first ones, so that a
 * domain that is slow as a whole is not made slower.
 */
export class Hedge {
  private readonly times: number[] = [];
  private answers = 0;
  private waitMs: number | undefined;
  private saved = 0;

  /**
   * @param now milliseconds of a monotonic clock
   * @param hedged told of each second call
   */
  constructor(
    private readonly now: () => number,
    private readonly hedged: () => void = () => undefined,
  ) {}

  /**
   * Makes a call, and a second one when the first is slow.
   * @param attempt makes the call; its signal is raised when the answer is no longer wanted
   * @param remainingMs what is left for both; a wait that would use it up is not begun
   * @returns the first answer; what the first call throws, unless the second one answers
   */
  async run<T>(attempt: (signal: AbortSignal) => Promise<T>, remainingMs: number): Promise<T> {
    this.saved = Math.min(MOST_SAVED, this.saved + BUDGET);
    const ends = new AbortController();
    const timed = async (): Promise<T> => {
      const start = this.now();
      const answer = await attempt(ends.signal);
      this.remember(this.now() - start);
      return answer;
    };
    const { waitMs } = this;
    if (waitMs === undefined || waitMs >= remainingMs) return timed();

    const first = timed();
    let second: Promise<T> | undefined;
    const timer = setTimeout(() => {
      if (this.saved < 1) return;
      this.saved -= 1;
      this.hedged();
      second = timed();
      // When both fail, what the first one says is what is thrown.
      second.then(settle, () => undefined);
    }, waitMs);
    let settle: (answer: T) => void = () => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        settle = resolve;
        first.then(resolve, (error: unknown) => {
          const fail = (): void => {
            reject(asError(error));
          };
          if (second === undefined) fail();
          else second.catch(fail);
        });
      });
    } finally {
      clearTimeout(timer);
      ends.abort();
    }
  }

  private remember(ms: number): void {
    this.times[this.answers % REMEMBERED] = ms;
    this.answers++;
    if (this.answers % EVERY !== 0) return;
    const sorted = Float64Array.from(this.times).sort();
    this.waitMs = Math.max(SHORTEST_WAIT_MS, sorted[Math.floor(SLOW * (sorted.length - 1))]!);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
