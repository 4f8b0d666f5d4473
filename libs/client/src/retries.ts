import { type TiebreakError, OverloadedError, UnavailableError } from './errors';

/** The first wait before a call that was cut is made again, in milliseconds; each further one is up to three times as long. */
const FIRST_BACKOFF_MS = 10;
const LONGEST_BACKOFF_MS = 100;
const GROWTH = 3;

/** Every call in flight may be made again when a replica dies. */
const CUT_CALLS_AT_ONCE = 500;
/** An aggregator over capacity gets few calls twice. */
const REFUSED_CALLS_AT_ONCE = 10;

/** Retries for each call that succeeds, in the long run. */
const RATIO = 0.1;

/**
 * Keeps retries a small share of the calls: each failure costs a token, each success brings a tenth of one, and below half
 * of the tokens there are no retries (gRFC A6).
 */
class Budget {
  private tokens: number;

  /** @param burst failures in a row after which a call may still be made again */
  constructor(private readonly burst: number) {
    this.tokens = 2 * burst;
  }

  succeeded(): void {
    this.tokens = Math.min(2 * this.burst, this.tokens + RATIO);
  }

  failed(): boolean {
    this.tokens = Math.max(0, this.tokens - 1);
    return this.tokens >= this.burst;
  }
}

/**
 * Which failed calls are made again, and when. The rules are those of gRPC's own retries, which do not do for two things:
 * they give a call up whose answer was cut after its first bytes, and they wait for a hint that lies beyond the deadline.
 */
export class Retries {
  private readonly cut = new Budget(CUT_CALLS_AT_ONCE);
  private readonly refused = new Budget(REFUSED_CALLS_AT_ONCE);

  /**
   * @param most for one call
   * @param random in [0, 1)
   */
  constructor(
    private readonly most: number,
    private readonly random: () => number,
  ) {}

  succeeded(): void {
    this.cut.succeeded();
    this.refused.succeeded();
  }

  /**
   * Counts a failure.
   * @param hintMs after how many milliseconds the other side wants the call again; Infinity: never; undefined: not said
   * @param made retries of this call before
   * @param remainingMs until its deadline
   * @returns milliseconds to wait before the call is made again; undefined when it is not
   */
  waitAfter(failure: TiebreakError, hintMs: number | undefined, made: number, remainingMs: number): number | undefined {
    let wait: number;
    if (failure instanceof UnavailableError) {
      if (!this.cut.failed()) return undefined;
      // Spread, so that those that were cut together do not come back together.
      wait = hintMs ?? this.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * GROWTH ** made);
    } else if (failure instanceof OverloadedError) {
      if (!this.refused.failed() || hintMs === undefined) return undefined;
      wait = hintMs;
    } else return undefined;
    return made < this.most && wait < remainingMs ? wait : undefined;
  }
}
