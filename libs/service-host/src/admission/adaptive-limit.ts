/** Answers in one window; the limit is thought over at the end of each. */
const WINDOW = 50;
/** On one thread as many take no longer than a burst may: what others do to the machine must not close the service. */
const LOWEST = 32;
const HIGHEST = 1_024;
const FIRST = 64;
/** An answer may take this many times as long as without load before the limit falls, */
const TOLERANCE = 2;
/** or this many milliseconds: one thread takes n times as long for n at once, and loses nothing by it. */
const HARMLESS_MS = 10;
/** Share of a new limit that takes effect at once. */
const SMOOTHING = 0.2;
/** The time without load is forgotten by this share a window, so that a slower model becomes the norm within minutes. */
const FORGETTING = 0.0002;

/**
 * How many requests a service should work on at once, found from how long they take. While answers come as fast as
 * without load, more are let in; when they take more than twice as long, and more than ten milliseconds, they stand in each
 * other's way, and fewer are.
 * The rule is that of TCP Vegas (Brakmo and Peterson 1995) in the gradient form that Netflix's concurrency-limits uses.
 */
export class AdaptiveLimit {
  private limit = FIRST;
  private withoutLoadMs = Infinity;
  private sum = 0;
  private count = 0;
  private mostAtOnce = 0;

  /** A whole number, at least 32. */
  get value(): number {
    return Math.floor(this.limit);
  }

  /**
   * Learns from an answer.
   * @param ms from letting the request in to its answer
   * @param atOnce requests that were worked on when it was let in
   */
  answered(ms: number, atOnce: number): void {
    this.sum += ms;
    this.count++;
    this.mostAtOnce = Math.max(this.mostAtOnce, atOnce);
    if (this.count < WINDOW) return;
    const mean = this.sum / this.count;
    const busy = this.mostAtOnce >= this.limit / 2;
    this.sum = this.count = this.mostAtOnce = 0;
    this.withoutLoadMs = Math.min(this.withoutLoadMs * (1 + FORGETTING), mean);
    // A service that is not asked for more says nothing about what it could do.
    if (!busy) return;
    const gradient = Math.max(0.5, Math.min(1, Math.max(HARMLESS_MS, TOLERANCE * this.withoutLoadMs) / mean));
    const wanted = gradient * this.limit + Math.sqrt(this.limit);
    this.limit = Math.min(HIGHEST, Math.max(LOWEST, (1 - SMOOTHING) * this.limit + SMOOTHING * wanted));
  }
}
