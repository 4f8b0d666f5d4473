import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Latencies, summarize } from './latencies';

/** How requests are sent. */
export type Load =
  /** As many callers as `inFlight`, each of which sends its next request when the last is answered. */
  | { readonly kind: 'closed'; readonly inFlight: number; readonly ms: number }
  /** `rate` requests a second at even times, whatever comes back. */
  | { readonly kind: 'open'; readonly rate: number; readonly ms: number };

/** What came of a load. */
export interface LoadReport {
  readonly answered: number;
  /** Calls that ended with an error. */
  readonly failed: number;
  /** From the first request until the last answer. */
  readonly seconds: number;
  /** Of answered calls: from the time that a request was planned for (open) or sent (closed) to its answer. */
  readonly latencies: Latencies;
  /** How much later than planned requests were sent; of a closed load always 0. */
  readonly lateness: Latencies;
}

/** Requests that may be sent in one turn of the event loop. */
const READ_EVERY = 8;

/** Makes the i-th call; rejects when it fails. */
export type Send = (i: number) => Promise<unknown>;

/** Runs a load and waits for its last answer. */
export function runLoad(load: Load, send: Send): Promise<LoadReport> {
  switch (load.kind) {
    case 'closed':
      return runClosed(load, send);
    case 'open':
      return runOpen(load, send);
  }
}

async function runClosed({ inFlight, ms }: Load & { kind: 'closed' }, send: Send): Promise<LoadReport> {
  const record = new Record();
  const end = record.start + ms;
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        const sent = performance.now();
        await record.of(send(next++), sent, sent);
      }
    }),
  );
  return record.report();
}

/**
 * A server that stalls would keep a caller from sending, and the requests that it never sent would be missing from the
 * latencies ("coordinated omission"). So requests go out by the clock, and one that the sender itself could not send in
 * time has waited since it was due.
 */
async function runOpen({ rate, ms }: Load & { kind: 'open' }, send: Send): Promise<LoadReport> {
  const record = new Record();
  const pending: Promise<void>[] = [];
  const planned = Math.max(1, Math.floor((rate * ms) / 1_000));
  const dueAt = (i: number): number => record.start + (i * 1_000) / rate;
  for (let i = 0; i < planned; i++) {
    // Timers have whole milliseconds and may be early.
    while (performance.now() < dueAt(i)) await sleep(dueAt(i) - performance.now());
    // A sender that is behind still has to read answers.
    if (i % READ_EVERY === 0) await nextTurn();
    const sent = performance.now();
    pending.push(record.of(send(i), dueAt(i), sent));
  }
  await Promise.all(pending);
  return record.report();
}

class Record {
  readonly start = performance.now();
  private readonly latencies: number[] = [];
  private readonly lateness: number[] = [];
  private failed = 0;

  /** Counts a call, once it has ended. Never rejects. */
  async of(call: Promise<unknown>, planned: number, sent: number): Promise<void> {
    this.lateness.push(sent - planned);
    try {
      await call;
      this.latencies.push(performance.now() - planned);
    } catch {
      this.failed++;
    }
  }

  report(): LoadReport {
    return {
      answered: this.latencies.length,
      failed: this.failed,
      seconds: (performance.now() - this.start) / 1_000,
      latencies: summarize(this.latencies),
      lateness: summarize(this.lateness),
    };
  }
}
