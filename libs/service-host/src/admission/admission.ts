import { AdaptiveLimit } from './adaptive-limit';

/** A request waits at most this long unless it is told otherwise; most of the time that a refusal may take. */
const LONGEST_WAIT_MS = 5;
/** A queue that stands for so long smooths no burst: from then on nobody waits, */
const LONGEST_BURST_MS = 20;
/** until nobody has been refused for so long. */
const CALM_MS = 100;

/** The service is at its limit, and so is its queue. Nothing was done. */
export class OverCapacity extends Error {
  override readonly name = 'OverCapacity';
  /** @param retryAfterMs milliseconds after which to ask again */
  constructor(readonly retryAfterMs: number) {
    super('the service is over capacity; ask again a little later');
  }
}

/** What operators see of an admission. */
export interface AdmissionState {
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
}

export interface AdmissionSurroundings {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Told of each request refused, and of the milliseconds that took. */
  readonly refused: (ms: number) => void;
  /** Milliseconds that a request may wait to be let in; absent: 5. */
  readonly longestWaitMs?: number;
}

interface Waiting {
  readonly enter: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Lets in as many requests at once as the service answers without slowing down, lets a few more wait for milliseconds,
 * and refuses the rest at once: those that are let in are answered in time, however many come.
 */
export class Admission {
  private readonly limit = new AdaptiveLimit();
  private readonly queue: Waiting[] = [];
  private inFlight = 0;
  /** When the first of those who wait now, without a gap, began to. */
  private standingSince = Infinity;
  private overloaded = false;
  private lastRefusal = -Infinity;

  constructor(private readonly surroundings: AdmissionSurroundings) {}

  get state(): AdmissionState {
    return { limit: this.limit.value, inFlight: this.inFlight, waiting: this.queue.length };
  }

  /**
   * Calls back once: with how to say that the request is done, or with nothing when it is refused.
   * A callback, since most requests enter in the same turn, and a promise would cost each of them one more.
   */
  enter(admitted: (leave: () => void) => void, refused: (error: OverCapacity) => void): void {
    if (this.inFlight < this.limit.value) {
      admitted(this.begin());
      return;
    }
    const { now, random } = this.surroundings;
    const asked = now();
    const refuse = (): void => {
      this.lastRefusal = now();
      this.surroundings.refused(this.lastRefusal - asked);
      // Spread, so that those refused together do not come back together.
      refused(new OverCapacity(50 + Math.floor(100 * random())));
    };
    if (this.queue.length === 0) this.standingSince = asked;
    if (asked - this.standingSince >= LONGEST_BURST_MS) this.overloaded = true;
    else if (asked - this.lastRefusal >= CALM_MS) this.overloaded = false;
    // More than are worked on at once would hardly get their turn within the wait.
    if (this.overloaded || this.queue.length >= this.limit.value) {
      refuse();
      return;
    }
    const waiting: Waiting = {
      enter: () => {
        clearTimeout(waiting.timer);
        admitted(this.begin());
      },
      timer: setTimeout(() => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        refuse();
      }, this.surroundings.longestWaitMs ?? LONGEST_WAIT_MS),
    };
    this.queue.push(waiting);
  }

  /** Runs work when it may enter. @throws OverCapacity */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enter((leave) => {
        work().then(resolve, reject).finally(leave);
      }, reject);
    });
  }

  private begin(): () => void {
    const start = this.surroundings.now();
    const atOnce = ++this.inFlight;
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.inFlight--;
      this.limit.answered(this.surroundings.now() - start, atOnce);
      if (this.inFlight < this.limit.value) this.queue.shift()?.enter();
    };
  }
}
