import { AdaptiveLimit } from './adaptive-limit';

/** A request waits at most this long; most of the time that a refusal may take. */
const LONGEST_WAIT_MS = 5;
/** So long after a refusal nobody waits: it is no burst that a queue could smooth, and waiting would be in vain. */
const NO_BURST_MS = 100;

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
    // Twice the square root: what a burst needs, and no more than can be worked off within the wait.
    if (asked - this.lastRefusal < NO_BURST_MS || this.queue.length >= 2 * Math.sqrt(this.limit.value)) {
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
      }, LONGEST_WAIT_MS),
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
