import type { DecisionLog, LoggedDecision } from '@tiebreak/live-calibration';

/** Decisions that may wait to be written; about a second of heavy traffic. */
const MOST_WAITING = 5_000;
/** Written by one transaction, at most. */
const BATCH = 500;

/**
 * Writes decisions behind the answers: nobody waits for the disk. What comes while a batch is written waits for the next one;
 * when too much waits, or the log fails, decisions are dropped and counted, for answers are worth more than their log.
 */
export class DecisionQueue {
  private readonly waiting: LoggedDecision[] = [];
  private writing: Promise<void> | undefined;
  private lost = 0;

  /** @param onDropped told how many were lost, and why if the log said so */
  constructor(
    private readonly log: Pick<DecisionLog, 'write'>,
    private readonly onDropped: (count: number, error?: unknown) => void,
  ) {}

  /** How many decisions were not written. */
  get dropped(): number {
    return this.lost;
  }

  add(decision: LoggedDecision): void {
    if (this.waiting.length >= MOST_WAITING) {
      this.drop(1);
      return;
    }
    this.waiting.push(decision);
    this.writing ??= this.drain();
  }

  /** Resolves when everything that was added is written or dropped. */
  async idle(): Promise<void> {
    await this.writing;
  }

  private async drain(): Promise<void> {
    // What else the present turn decides goes along.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      await this.log.write(batch).catch((error: unknown) => {
        this.drop(batch.length, error);
      });
    }
    this.writing = undefined;
  }

  private drop(count: number, error?: unknown): void {
    this.lost += count;
    this.onDropped(count, error);
  }
}
