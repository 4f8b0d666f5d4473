import type { JointMap } from '@tiebreak/aggregation';
import { CalibrationMonitor, type DecisionLog } from '@tiebreak/live-calibration';

/** Outcomes read at once. */
const PAGE = 500;

/** What a monitor has taken of the log. */
interface Taken {
  readonly monitor: CalibrationMonitor;
  /** Of the last outcome that it took. */
  readonly position: number;
  /** Undefined before anything was read. */
  readonly epoch: number | undefined;
}

/** Keeps a monitor up to date with the log that all replicas write to; where outcomes were deleted, it is made anew. */
export class OutcomeFollower {
  private taken: Taken;
  private following: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<DecisionLog, 'read'>,
    private readonly map: JointMap,
  ) {
    this.taken = this.nothing();
  }

  get monitor(): CalibrationMonitor {
    return this.taken.monitor;
  }

  /** Reads what has come since; one reading at a time. @throws Error when the log cannot be read; the next time goes on */
  follow(): Promise<void> {
    this.following ??= this.read().finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  private async read(): Promise<void> {
    let next = this.taken;
    for (;;) {
      const { epoch, outcomes } = await this.log.read(next.position, PAGE);
      if (next.epoch !== undefined && epoch !== next.epoch) {
        // The old one answers until the new one has read everything.
        next = { ...this.nothing(), epoch };
        continue;
      }
      for (const outcome of outcomes) next.monitor.take(outcome);
      next = { monitor: next.monitor, position: outcomes.at(-1)?.position ?? next.position, epoch };
      // What a monitor that answers has taken, it must not take again when the next page cannot be read.
      if (next.monitor === this.monitor) this.taken = next;
      if (outcomes.length < PAGE) break;
    }
    this.taken = next;
  }

  private nothing(): Taken {
    return { monitor: new CalibrationMonitor(this.map), position: 0, epoch: undefined };
  }
}
