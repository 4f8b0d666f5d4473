import { setTimeout as sleep } from 'node:timers/promises';
import type { JointMap, Resolver } from '@tiebreak/aggregation';
import { type DecisionLog, IDENTITY, type OutcomeReport, type Recalibration } from '@tiebreak/live-calibration';
import { readOutcomeRequest } from '@tiebreak/protocol';
import { accept, NotFound, PreconditionFailed, RequestRefused, serviceLogger } from '@tiebreak/service-host';
import type { CalibrationMetrics } from '@tiebreak/telemetry';
import type { CalibrationView } from './calibration-view';
import { viewOf } from './view-of';
import { DecisionQueue } from './decision-queue';
import { DriftRecords } from './drift-records';
import { checkHypotheses } from './check-hypotheses';
import { loggedDecision } from './logged-decision';
import { OutcomeFollower } from './outcome-follower';

const FOLLOW_MS = 1_000;
const EXPIRE_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A report may overtake the decision that is still being written, here or by another replica. */
const OVERTAKEN_MS = 250;

export interface LiveCalibrationOptions {
  /** Undefined: decisions are not kept, and outcomes are refused. */
  readonly log: DecisionLog | undefined;
  /** Whether the log keeps what users said. */
  readonly words: boolean;
  /** Days after which decisions are deleted; 0 keeps them. */
  readonly days: number;
  /** Domains whose scores are recalibrated while there is an alarm. */
  readonly recalibrated: readonly string[];
}

/** Without a log, and with every score as its bundle gave it. */
export const NOT_LOGGED: LiveCalibrationOptions = { log: undefined, words: false, days: 0, recalibrated: [] };

/** Watches whether scores go on meaning what they say: logs decisions, takes their outcomes, and tests both. */
export class LiveCalibration {
  private readonly queue: DecisionQueue | undefined;
  private readonly follower: OutcomeFollower | undefined;
  private readonly drifts = new DriftRecords();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly logger = serviceLogger('live-calibration');

  constructor(
    private readonly options: LiveCalibrationOptions,
    map: JointMap,
    private readonly metrics: CalibrationMetrics,
  ) {
    const { log, days } = options;
    metrics.watch(() => viewOf(this.sources()).gauges);
    if (log === undefined) return;
    this.queue = new DecisionQueue(log, (count, error) => {
      metrics.decisionsDropped(count);
      if (error !== undefined) this.fault(error);
    });
    this.follower = new OutcomeFollower(log, map);
    this.every(FOLLOW_MS, () => this.follower!.follow());
    if (days > 0) this.every(EXPIRE_MS, () => log.expire(Date.now() - days * DAY_MS));
  }

  /** A resolver whose answers are logged behind its back. */
  watched(resolver: Resolver): Resolver {
    return async (request, deadlineMs) => {
      const resolution = await resolver(request, deadlineMs);
      const at = Date.now();
      this.drifts.take(resolution, at);
      this.queue?.add(loggedDecision(request, resolution, at, this.options.words));
      return resolution;
    };
  }

  /** What is done to the scores of a domain's bundle: nothing, unless it is switched on and there is an alarm. */
  recalibrationOf(domain: string, digest: string): Recalibration {
    if (!this.options.recalibrated.includes(domain)) return IDENTITY;
    return this.follower?.monitor.recordOf(domain, digest)?.recalibration ?? IDENTITY;
  }

  /**
   * Takes a `RecordOutcomeRequest`, protobuf or proto3 JSON; durable when it resolves. Another report of the same request is
   * accepted and changes nothing.
   * @throws RequestRefused, NotFound when there is no such decision, PreconditionFailed without a log
   */
  async record(message: unknown): Promise<void> {
    const report = this.counted('refused', () => accept(readOutcomeRequest(message, Date.now())));
    const { log } = this.options;
    if (log === undefined)
      throw new PreconditionFailed([
        { field: 'TIEBREAK_DECISION_LOG', expected: 'a place where decisions are kept', actual: 'none' },
      ]);
    const decision = await findPatiently(log, report);
    if (decision === undefined) {
      this.metrics.outcome('unknown');
      throw new NotFound(`requestId: expected a request whose decision is kept, got ${report.requestId}`);
    }
    this.counted('refused', () => {
      const violations = checkHypotheses(decision, report);
      if (violations.length > 0) throw new RequestRefused(violations);
    });
    this.metrics.outcome((await log.record(report)) ? 'recorded' : 'repeated');
  }

  async view(): Promise<CalibrationView> {
    await this.follower?.follow();
    return viewOf(this.sources()).view();
  }

  async close(): Promise<void> {
    this.timers.forEach(clearInterval);
    await this.queue?.idle();
    await this.follower?.follow().catch(() => undefined);
    await this.options.log?.close();
  }

  private counted<T>(result: 'refused', work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.metrics.outcome(result);
      throw error;
    }
  }

  private every(ms: number, work: () => Promise<unknown>): void {
    const run = (): void => {
      work().catch((error: unknown) => {
        this.fault(error);
      });
    };
    run();
    this.timers.push(setInterval(run, ms).unref());
  }

  private fault(error: unknown): void {
    this.logger.error(error instanceof Error ? error.message : error);
  }

  private sources() {
    return {
      logging: this.options.log !== undefined,
      droppedDecisions: this.queue?.dropped ?? 0,
      monitor: this.follower?.monitor,
      drifts: this.drifts.models,
      recalibrated: this.options.recalibrated,
    };
  }
}

async function findPatiently(log: DecisionLog, { requestId }: OutcomeReport): ReturnType<DecisionLog['find']> {
  const found = await log.find(requestId);
  if (found !== undefined) return found;
  await sleep(OVERTAKEN_MS);
  return log.find(requestId);
}
