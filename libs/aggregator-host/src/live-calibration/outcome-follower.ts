import type { JointMap } from '@tiebreak/aggregation';
import { CalibrationMonitor, type DecisionLog } from '@tiebreak/live-calibration';

/** Outcomes read at once. */
const PAGE = 500;

/** Keeps a monitor up to date with the log that all replicas write to; where outcomes were deleted, it is made anew. */
export class OutcomeFollower {
  private current: CalibrationMonitor;
  private position = 0;
  private epoch: number | undefined;
  private following: Promise<void> | undefined;

  constructor(
    private readonly log: Pick<DecisionLog, 'read'>,
    private readonly map: JointMap,
  ) {
    this.current = new CalibrationMonitor(map);
  }

  get monitor(): CalibrationMonitor {
    return this.current;
  }

  /** Reads what has come since; one reading at a time. */
  follow(): Promise<void> {
    this.following ??= this.read().finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  private async read(): Promise<void> {
    let next = this.current;
    for (;;) {
      const page = await this.log.read(this.position, PAGE);
      if (this.epoch !== undefined && page.epoch !== this.epoch) {
        // The old one answers until the new one has read everything.
        next = new CalibrationMonitor(this.map);
        this.position = 0;
        this.epoch = page.epoch;
        continue;
      }
      this.epoch = page.epoch;
      for (const outcome of page.outcomes) next.take(outcome);
      this.position = page.outcomes.at(-1)?.position ?? this.position;
      if (page.outcomes.length < PAGE) break;
    }
    this.current = next;
  }
}
